using Saddle.Torch.Engines;
using Ts = TorchSharp.torch;

namespace Saddle.Torch.Sharp;

/// <summary>
/// The arguments of one call as TorchSharp takes them, by their place; where there are fewer, the schema's default.
/// </summary>
internal readonly ref struct Call(ReadOnlySpan<Argument> arguments)
{
    private readonly ReadOnlySpan<Argument> _arguments = arguments;

    internal int Count => _arguments.Length;

    internal bool Has(int place) => place < _arguments.Length && _arguments[place].Tag != ArgumentTag.None;

    internal Ts.Tensor Tensor(int place)
        => TensorOrNone(place) ?? throw new TorchException($"argument {place} has to be a tensor");

    internal Ts.Tensor? TensorOrNone(int place)
        => Has(place) && _arguments[place].Reference is Tensor tensor ? SharpEngine.TensorOf(tensor.Handle) : null;

    internal Ts.Tensor[] Tensors(int place)
    {
        var list = (Tensor?[])_arguments[place].Reference!;
        return Array.ConvertAll(list, tensor => tensor is null
            ? throw new TorchException($"an element of a list of {list.Length} tensors is null")
            : SharpEngine.TensorOf(tensor.Handle));
    }

    internal long Integer(int place, long otherwise = 0) => !Has(place) ? otherwise
        : _arguments[place].Tag == ArgumentTag.Double ? (long)_arguments[place].Real : _arguments[place].Integer;

    internal double Real(int place, double otherwise = 0) => !Has(place) ? otherwise
        : _arguments[place].Tag == ArgumentTag.Double ? _arguments[place].Real : _arguments[place].Integer;

    /// <summary>A number of the kind that was given: 2 and 2.0 make different results of whole numbers.</summary>
    internal TorchSharp.Scalar Scalar(int place, double otherwise = 0)
        => Has(place) && _arguments[place].Tag == ArgumentTag.Int ? _arguments[place].Integer : Real(place, otherwise);

    internal bool Flag(int place, bool otherwise = false) => Has(place) ? _arguments[place].Integer != 0 : otherwise;

    internal long[] Integers(int place) => (long[])_arguments[place].Reference!;

    internal Ts.ScalarType? Type(int place) => Has(place) ? (Ts.ScalarType)_arguments[place].Integer : null;

    internal MemoryFormat Format(int place, MemoryFormat otherwise)
        => Has(place) ? (MemoryFormat)_arguments[place].Integer : otherwise;

    internal Ts.Device? Device(int place) => Has(place)
        ? new Ts.Device((TorchSharp.DeviceType)_arguments[place].Integer, (int)_arguments[place].Real)
        : null;

    internal Ts.Generator? Generator(int place) => Has(place) && _arguments[place].Reference is RandomGenerator generator
        ? SharpEngine.GeneratorOf(generator.Handle)
        : null;
}
