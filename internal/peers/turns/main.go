// Command turns runs commands by turns, and prints the medians of the processor time (user and system) and of the most memory of each:
//
//	turns 5 -- files map DIR -- files ours DIR
//
// The memory is the system's ru_maxrss of the process, so it is of Linux and macOS alone.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "turns:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 || args[1] != "--" {
		return fmt.Errorf("usage: turns N -- command … -- command …")
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 1 {
		return fmt.Errorf("usage: N is the number of turns, 1 or more")
	}
	var commands [][]string
	for _, arg := range args[1:] {
		if arg == "--" {
			commands = append(commands, nil)
			continue
		}
		commands[len(commands)-1] = append(commands[len(commands)-1], arg)
	}
	cpu, wall, memory := make([][]float64, len(commands)), make([][]float64, len(commands)), make([][]float64, len(commands))
	for range n {
		for i, c := range commands {
			began := time.Now()
			cmd := exec.Command(c[0], c[1:]...)
			cmd.Stderr = os.Stderr
			if err := cmd.Run(); err != nil {
				return fmt.Errorf("%s: %w", strings.Join(c, " "), err)
			}
			wall[i] = append(wall[i], time.Since(began).Seconds())
			cpu[i] = append(cpu[i], (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
			memory[i] = append(memory[i], float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024)
		}
	}
	for i, c := range commands {
		fmt.Printf("%6.2f s CPU %6.2f s wall %6.0f MiB  %s\n", median(cpu[i]), median(wall[i]), median(memory[i]), strings.Join(c, " "))
	}
	return nil
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
