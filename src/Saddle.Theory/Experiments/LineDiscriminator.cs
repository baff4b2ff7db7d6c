using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A discriminator of points of the line: 1-64-64-1 with tanh, as in the f-GAN paper's experiment (arXiv:1606.00709, section
/// 2.4).
/// </summary>
internal sealed class LineDiscriminator : Module
{
    private const int Width = 64;

    private readonly double _centre, _scale;
    private readonly Sequential _layers;

    /// <summary>Initialises it from the default generator.</summary>
    /// <param name="centre">What is taken from each point first...</param>
    /// <param name="scale">...and what it is then divided by, so that the points lie about 0 whatever their unit.</param>
    internal LineDiscriminator(double centre = 0, double scale = 1)
    {
        (_centre, _scale) = (centre, scale);
        _layers = AddChild("layers", new Sequential(
            new Linear(1, Width), new Tanh(), new Linear(Width, Width), new Tanh(), new Linear(Width, 1)));
    }

    /// <summary>Logits of points: <c>[N, 1]</c> to <c>[N]</c>.</summary>
    internal Tensor Forward(Tensor points)
        => _layers.Forward(_scale == 1 && _centre == 0 ? points : (points - _centre) / _scale).view(-1);

    /// <summary>Logits at some places.</summary>
    internal double[] At(double[] places)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        return Forward(torch.tensor(Array.ConvertAll(places, x => (float)x), places.Length, 1)).ToArray<double>();
    }
}
