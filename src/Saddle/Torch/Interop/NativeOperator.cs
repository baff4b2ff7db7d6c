using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Saddle.Torch.Engines;
using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>An operator of libtorch's registry.</summary>
internal sealed unsafe class NativeOperator : Operator
{
    private const int MaximumResults = 8;
    private const int StackWords = 128;

    private readonly string _name;
    private readonly nint _handle;

    /// <summary>Looks it up.</summary>
    /// <exception cref="TorchException">There is none of that name.</exception>
    internal NativeOperator(string name)
    {
        _name = name;
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string plain = dot < 0 ? name : name[..dot];
        string overload = dot < 0 ? "" : name[(dot + 1)..];
        string qualified = plain.Contains("::", StringComparison.Ordinal) ? plain : "aten::" + plain;
        Native.Check(saddle_operator_find(qualified, overload, out _handle));
    }

    /// <inheritdoc/>
    protected override nint One(ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        Invoke(arguments, results);
        return Take(results[0]);
    }

    /// <inheritdoc/>
    protected override (nint First, nint Second) Two(ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        int count = Invoke(arguments, results);
        return count == 2
            ? (Take(results[0]), Take(results[1]))
            : throw new TorchException($"{_name} returned {count} values where two tensors were expected");
    }

    /// <inheritdoc/>
    protected override nint[] Many(ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        Invoke(arguments, results);
        if (results[0].Tag != ArgumentTag.TensorList)
        {
            throw new TorchException($"{_name} returned {results[0].Tag} where a list of tensors was expected");
        }
        var handles = (nint*)results[0].Pointer;
        nint[] tensors = new ReadOnlySpan<nint>(handles, checked((int)results[0].Count)).ToArray();
        saddle_list_free(handles);
        return tensors;
    }

    /// <inheritdoc/>
    protected override void InPlace(ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        Invoke(arguments, results);
        // The result is the same tensor behind another handle.
        saddle_tensor_free(results[0].Pointer);
    }

    private static nint Take(in NativeValue value) => value.Tag == ArgumentTag.Tensor
        ? value.Pointer
        : throw new TorchException($"the operator returned {value.Tag} where a tensor was expected");

    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results)
    {
        int words = 0;
        foreach (ref readonly Argument argument in arguments)
        {
            words += argument.ScratchWords;
        }
        NativeValue* values = stackalloc NativeValue[Math.Max(1, arguments.Length)];
        long* onStack = stackalloc long[StackWords];
        long* scratch = words <= StackWords ? onStack : (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
        try
        {
            long* next = scratch;
            for (int k = 0; k < arguments.Length; k++)
            {
                values[k] = Marshal(in arguments[k], ref next);
            }
            Native.Check(saddle_operator_call(_handle, values, arguments.Length, results, MaximumResults, out int count));
            return count;
        }
        finally
        {
            if (scratch != onStack)
            {
                NativeMemory.Free(scratch);
            }
        }
    }

    private static NativeValue Marshal(in Argument argument, ref long* next)
    {
        var value = new NativeValue { Tag = argument.Tag };
        long* list = next;
        switch (argument.Reference)
        {
            case null when argument.Tag == ArgumentTag.Double:
                value.Real = argument.Real;
                break;
            case null:
                value.Integer = argument.Integer;
                value.Count = (long)argument.Real; // a device's index
                break;
            case Tensor tensor:
                value.Pointer = tensor.Handle;
                break;
            case RandomGenerator generator:
                value.Pointer = generator.Handle;
                break;
            case string text:
                value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(list, argument.ScratchWords * sizeof(long)));
                value.Pointer = (nint)list;
                next += argument.ScratchWords;
                break;
            default:
                value.Count = CopyList(argument.Reference, list);
                value.Pointer = (nint)list;
                next += value.Count;
                break;
        }
        return value;
    }

    private static long CopyList(object list, long* destination)
    {
        switch (list)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(destination, integers.Length));
                return integers.Length;
            case double[] reals:
                reals.CopyTo(new Span<double>(destination, reals.Length));
                return reals.Length;
            case bool[] flags:
                for (int k = 0; k < flags.Length; k++)
                {
                    destination[k] = flags[k] ? 1 : 0;
                }
                return flags.Length;
            case Tensor?[] tensors:
                for (int k = 0; k < tensors.Length; k++)
                {
                    destination[k] = tensors[k]?.Handle ?? 0;
                }
                return tensors.Length;
            default:
                throw new ArgumentException($"an argument of type {list.GetType().Name} cannot be passed to an operator");
        }
    }
}
