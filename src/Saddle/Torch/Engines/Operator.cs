using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Saddle.Torch.Engines;

/// <summary>An operator of libtorch's, looked up once by its name and called with tagged arguments.</summary>
internal abstract class Operator
{
    private static readonly ConcurrentDictionary<string, Operator> s_known = new(StringComparer.Ordinal);
    private static readonly Func<string, Operator> s_find = static name => Engine.Current.Find(name);

    /// <summary>Calls an operator that returns one tensor. Arguments left out take the schema's defaults.</summary>
    /// <param name="name"><c>add.Tensor</c> for <c>aten::add.Tensor</c>; other name spaces are written out.</param>
    /// <param name="arguments">The arguments in the schema's order.</param>
    internal static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        arguments = MixedPrecision.Cast(name, arguments);
        var result = new Tensor(Of(name).One(arguments));
        KeepAlive(arguments);
        return result;
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal static (Tensor First, Tensor Second) CallPair(string name, params ReadOnlySpan<Argument> arguments)
    {
        arguments = MixedPrecision.Cast(name, arguments);
        (nint first, nint second) = Of(name).Two(arguments);
        KeepAlive(arguments);
        return (new Tensor(first), new Tensor(second));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal static Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments)
    {
        nint[] results = Of(name).Many(arguments);
        KeepAlive(arguments);
        return Array.ConvertAll(results, handle => new Tensor(handle));
    }

    /// <summary>Calls an operator that works in place and returns the tensor it changed.</summary>
    internal static Tensor CallInPlace(string name, Tensor self, params ReadOnlySpan<Argument> arguments)
    {
        var all = new ArgumentBuffer();
        Span<Argument> combined = ((Span<Argument>)all)[..(arguments.Length + 1)];
        combined[0] = self;
        arguments.CopyTo(combined[1..]);
        Of(name).InPlace(combined);
        KeepAlive(combined);
        return self;
    }

    /// <summary>Calls it for its one result.</summary>
    protected abstract nint One(ReadOnlySpan<Argument> arguments);

    /// <summary>Calls it for its two results.</summary>
    protected abstract (nint First, nint Second) Two(ReadOnlySpan<Argument> arguments);

    /// <summary>Calls it for the list that it returns.</summary>
    protected abstract nint[] Many(ReadOnlySpan<Argument> arguments);

    /// <summary>Calls it for what it does to its first argument.</summary>
    protected abstract void InPlace(ReadOnlySpan<Argument> arguments);

    private static Operator Of(string name) => s_known.GetOrAdd(name, s_find);

    // Engines take the handles as plain numbers: their owners must outlive the call.
    private static void KeepAlive(ReadOnlySpan<Argument> arguments)
    {
        foreach (ref readonly Argument argument in arguments)
        {
            GC.KeepAlive(argument.Reference);
        }
    }

    [InlineArray(16)]
    private struct ArgumentBuffer
    {
        private Argument _first;
    }
}
