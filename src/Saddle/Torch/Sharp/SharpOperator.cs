using Saddle.Torch.Engines;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>Computes what an operator returns: a tensor, two, or some.</summary>
internal delegate T Compute<T>(Call call);

/// <summary>An operator of <see cref="SharpOperators"/>.</summary>
internal sealed class SharpOperator(string name, Delegate compute) : Operator
{
    /// <inheritdoc/>
    protected override nint One(ReadOnlySpan<Argument> arguments)
        => SharpEngine.Give(Run<Ts.Tensor>(new Call(arguments)));

    /// <inheritdoc/>
    protected override (nint First, nint Second) Two(ReadOnlySpan<Argument> arguments)
    {
        (Ts.Tensor first, Ts.Tensor second) = Run<(Ts.Tensor, Ts.Tensor)>(new Call(arguments));
        return (SharpEngine.Give(first), SharpEngine.Give(second));
    }

    /// <inheritdoc/>
    protected override nint[] Many(ReadOnlySpan<Argument> arguments)
        => Array.ConvertAll(Run<Ts.Tensor[]>(new Call(arguments)), SharpEngine.Give);

    /// <inheritdoc/>
    protected override void InPlace(ReadOnlySpan<Argument> arguments)
    {
        var call = new Call(arguments);
        Ts.Tensor result = Run<Ts.Tensor>(call);
        if (!ReferenceEquals(call.Tensor(0), result))
        {
            result.Dispose();
        }
    }

    private T Run<T>(Call call)
    {
        if (compute is not Compute<T> known)
        {
            throw new TorchException($"{name} does not return what was expected: it is a {compute.GetType().Name}");
        }
        try
        {
            return known(call);
        }
        catch (InvalidCastException error)
        {
            throw new TorchException($"{name}: an argument is of the wrong kind", error);
        }
        catch (Exception error) when (SharpEngine.IsLibrarys(error))
        {
            throw SharpEngine.Translated(error);
        }
    }
}
