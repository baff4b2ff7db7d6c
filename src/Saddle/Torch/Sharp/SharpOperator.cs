using Saddle.Torch.Engines;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>Computes one tensor.</summary>
internal delegate Ts.Tensor OneTensor(Call call);

/// <summary>Computes two tensors.</summary>
internal delegate (Ts.Tensor First, Ts.Tensor Second) TwoTensors(Call call);

/// <summary>Computes some tensors.</summary>
internal delegate Ts.Tensor[] ManyTensors(Call call);

/// <summary>An operator of <see cref="SharpOperators"/>.</summary>
internal sealed class SharpOperator(string name, Delegate compute) : Operator
{
    /// <inheritdoc/>
    protected override nint One(ReadOnlySpan<Argument> arguments)
    {
        OneTensor one = As<OneTensor>();
        try
        {
            return SharpEngine.Give(one(new Call(arguments)));
        }
        catch (Exception error) when (SharpEngine.IsLibrarys(error))
        {
            throw SharpEngine.Translated(error);
        }
    }

    /// <inheritdoc/>
    protected override (nint First, nint Second) Two(ReadOnlySpan<Argument> arguments)
    {
        TwoTensors two = As<TwoTensors>();
        try
        {
            (Ts.Tensor first, Ts.Tensor second) = two(new Call(arguments));
            return (SharpEngine.Give(first), SharpEngine.Give(second));
        }
        catch (Exception error) when (SharpEngine.IsLibrarys(error))
        {
            throw SharpEngine.Translated(error);
        }
    }

    /// <inheritdoc/>
    protected override nint[] Many(ReadOnlySpan<Argument> arguments)
    {
        ManyTensors many = As<ManyTensors>();
        try
        {
            return Array.ConvertAll(many(new Call(arguments)), SharpEngine.Give);
        }
        catch (Exception error) when (SharpEngine.IsLibrarys(error))
        {
            throw SharpEngine.Translated(error);
        }
    }

    /// <inheritdoc/>
    protected override void InPlace(ReadOnlySpan<Argument> arguments)
    {
        OneTensor one = As<OneTensor>();
        try
        {
            var call = new Call(arguments);
            Ts.Tensor self = call.Tensor(0), result = one(call);
            if (!ReferenceEquals(self, result))
            {
                result.Dispose();
            }
        }
        catch (Exception error) when (SharpEngine.IsLibrarys(error))
        {
            throw SharpEngine.Translated(error);
        }
    }

    private T As<T>() where T : Delegate => compute as T
        ?? throw new TorchException($"{name} does not return what was expected: it is a {compute.GetType().Name}");
}
