using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Saddle.Torch.Interop.NativeMethods;

namespace Saddle.Torch.Interop;

/// <summary>An operator of libtorch's registry, looked up once by its name and called with tagged arguments.</summary>
internal sealed unsafe class Operator
{
    private const int MaximumResults = 8;
    private const int StackWords = 128;

    private static readonly ConcurrentDictionary<string, Operator> s_known = new(StringComparer.Ordinal);
    private static readonly Func<string, Operator> s_find = Find;

    private readonly nint _handle;

    private Operator(nint handle) => _handle = handle;

    /// <summary>Calls an operator that returns one tensor. Arguments left out take the schema's defaults.</summary>
    /// <param name="name"><c>add.Tensor</c> for <c>aten::add.Tensor</c>; other name spaces are written out.</param>
    /// <param name="arguments">The arguments in the schema's order.</param>
    internal static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        s_known.GetOrAdd(name, s_find).Invoke(arguments, results);
        return Take(results[0]);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal static (Tensor First, Tensor Second) CallPair(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        int count = s_known.GetOrAdd(name, s_find).Invoke(arguments, results);
        return count == 2
            ? (Take(results[0]), Take(results[1]))
            : throw new TorchException($"{name} returned {count} values where two tensors were expected");
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal static Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        s_known.GetOrAdd(name, s_find).Invoke(arguments, results);
        if (results[0].Tag != NativeTag.TensorList)
        {
            throw new TorchException($"{name} returned {results[0].Tag} where a list of tensors was expected");
        }
        var handles = (nint*)results[0].Pointer;
        var tensors = new Tensor[results[0].Count];
        for (int k = 0; k < tensors.Length; k++)
        {
            tensors[k] = new Tensor(handles[k]);
        }
        saddle_list_free(handles);
        return tensors;
    }

    /// <summary>Calls an operator that works in place and returns the tensor it changed.</summary>
    internal static Tensor CallInPlace(string name, Tensor self, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        var all = new ArgumentBuffer();
        Span<Argument> combined = ((Span<Argument>)all)[..(arguments.Length + 1)];
        combined[0] = self;
        arguments.CopyTo(combined[1..]);
        s_known.GetOrAdd(name, s_find).Invoke(combined, results);
        // The result is the same tensor behind another handle.
        saddle_tensor_free(results[0].Pointer);
        return self;
    }

    [InlineArray(16)]
    private struct ArgumentBuffer
    {
        private Argument _first;
    }

    private static Operator Find(string name)
    {
        Native.EnsureLoaded();
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string plain = dot < 0 ? name : name[..dot];
        string overload = dot < 0 ? "" : name[(dot + 1)..];
        string qualified = plain.Contains("::", StringComparison.Ordinal) ? plain : "aten::" + plain;
        Native.Check(saddle_operator_find(qualified, overload, out nint handle));
        return new Operator(handle);
    }

    private static Tensor Take(in NativeValue value) => value.Tag == NativeTag.Tensor
        ? new Tensor(value.Pointer)
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
            int status = saddle_operator_call(_handle, values, arguments.Length, results, MaximumResults, out int count);
            KeepAlive(arguments);
            Native.Check(status);
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
            case null when argument.Tag == NativeTag.Double:
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

    // The handles above are plain numbers: their owners must outlive the call.
    private static void KeepAlive(ReadOnlySpan<Argument> arguments)
    {
        foreach (ref readonly Argument argument in arguments)
        {
            GC.KeepAlive(argument.Reference);
        }
    }
}
