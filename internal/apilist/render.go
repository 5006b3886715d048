package main

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// render is the API of one package, a line per thing that can change by itself, sorted.
func render(pkg *types.Package, module string) string {
	r := renderer{pkg: pkg, module: module}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if obj := scope.Lookup(name); obj.Exported() {
			r.object(obj)
		}
	}
	slices.Sort(r.lines)
	return "package " + pkg.Path() + "\n\n" + strings.Join(r.lines, "\n") + "\n"
}

type renderer struct {
	pkg    *types.Package
	module string
	lines  []string
}

func (r *renderer) add(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

// within shortens the names of packages: none for the package itself, no module path for its neighbours.
func (r *renderer) within(other *types.Package) string {
	if other == r.pkg {
		return ""
	}
	return strings.TrimPrefix(other.Path(), r.module+"/")
}

func (r *renderer) text(t types.Type) string { return types.TypeString(t, r.within) }

func (r *renderer) object(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		r.add("const %s %s = %s", obj.Name(), r.text(obj.Type()), obj.Val().ExactString())
	case *types.TypeName:
		r.typeName(obj)
	default:
		r.add("%s", types.ObjectString(obj, r.within))
	}
}

func (r *renderer) typeName(obj *types.TypeName) {
	if obj.IsAlias() {
		r.add("type %s = %s", obj.Name(), r.text(types.Unalias(obj.Type())))
		return
	}
	named := obj.Type().(*types.Named)
	r.add("type %s%s %s", obj.Name(), r.parameters(named), shape(named.Underlying(), r))
	r.members(obj.Name(), named.Underlying())
	r.methods(obj.Name(), named)
}

// parameters are the type parameters, "[B, O any]", or nothing.
func (r *renderer) parameters(named *types.Named) string {
	var all []string
	for p := range named.TypeParams().TypeParams() {
		all = append(all, p.Obj().Name()+" "+r.text(p.Constraint()))
	}
	if all == nil {
		return ""
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// shape is the underlying type, or its kind where the members have lines of their own.
func shape(t types.Type, r *renderer) string {
	switch t.(type) {
	case *types.Struct:
		return "struct"
	case *types.Interface:
		return "interface"
	}
	return r.text(t)
}

func (r *renderer) members(name string, t types.Type) {
	switch t := t.(type) {
	case *types.Struct:
		r.fields(name, t)
	case *types.Interface:
		for i := range t.NumEmbeddeds() {
			r.add("type %s interface, %s", name, r.text(t.EmbeddedType(i)))
		}
		for m := range t.ExplicitMethods() {
			r.add("type %s interface, %s%s", name, m.Name(), strings.TrimPrefix(r.text(m.Type()), "func"))
		}
	}
}

func (r *renderer) fields(name string, t *types.Struct) {
	hidden := false
	for f := range t.Fields() {
		switch {
		case !f.Exported():
			hidden = true
		case f.Embedded():
			r.add("type %s struct, embedded %s", name, r.text(f.Type()))
		default:
			r.add("type %s struct, %s %s", name, f.Name(), r.text(f.Type()))
		}
	}
	if hidden {
		r.add("type %s struct, unexported fields", name)
	}
}

// methods are those of the value and of the pointer, promoted ones included.
func (r *renderer) methods(name string, named *types.Named) {
	if types.IsInterface(named) {
		return
	}
	ofValue := types.NewMethodSet(named)
	for m := range types.NewMethodSet(types.NewPointer(named)).Methods() {
		if !m.Obj().Exported() {
			continue
		}
		receiver := name
		if ofValue.Lookup(m.Obj().Pkg(), m.Obj().Name()) == nil {
			receiver = "*" + name
		}
		r.add("method (%s) %s%s", receiver, m.Obj().Name(), strings.TrimPrefix(r.text(m.Type()), "func"))
	}
}
