package reconbeam

import (
	"context"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/billrecon/billrecon/recon"
)

// A worker process looks funcs and coders up by name before main runs, so Beam wants them registered in init.
func init() {
	beam.RegisterCoder(reflect.TypeFor[recon.Record](), encodeRecord, decodeRecord)
	beam.RegisterCoder(reflect.TypeFor[recon.StepGroup](), encodeGroup, decodeGroup)
	beam.RegisterCoder(reflect.TypeFor[recon.Pool](), encodePool, decodePool)
	beam.RegisterCoder(reflect.TypeFor[Summary](), encodeSummary, decodeSummary)

	register.DoFn2x1[recon.Record, func(int, []byte), error](&packFn{})
	register.DoFn2x1[[]byte, func(int, []byte), error](&poolRowsFn{})
	register.DoFn3x0[int, []byte, func(int, []byte)](&onlyStepFn{})
	register.DoFn6x1[context.Context, int, func(*[]byte) bool, func(recon.StepGroup), func(int, []byte), func([]byte), error](&stepFn{})
	register.DoFn2x2[[]byte, func(*[]byte) bool, Summary, error](&finishFn{})
	register.DoFn2x2[[]byte, func(*int, *[]byte) bool, recon.Pool, error](&poolFn{})
	register.Iter1[[]byte]()
	register.Iter2[int, []byte]()
	register.Emitter1[[]byte]()
	register.Emitter1[recon.StepGroup]()
	register.Emitter2[int, []byte]()
}
