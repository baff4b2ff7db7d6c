using Saddle.Torch;

namespace Saddle.Layers;

/// <summary>Initial values of weights, drawn from the default generator, which the run seeds.</summary>
public static class Initialization
{
    /// <summary>
    /// DCGAN's: weights of convolutions and dense layers from N(0, 0.02), gains of batch normalisation from N(1, 0.02), shifts
    /// and biases 0 (arXiv:1511.06434, section 4).
    /// </summary>
    /// <param name="module">The network to initialise.</param>
    public static void Dcgan(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach (Module layer in module.Modules())
        {
            if (layer is BatchNorm norm)
            {
                norm.Weight.Value.normal_(1, 0.02);
                norm.Bias.Value.zero_();
            }
            else
            {
                Each(layer, weight => weight.normal_(0, 0.02));
            }
        }
    }

    /// <summary>
    /// Glorot's uniform: U(-a, a) with a = gain sqrt(6 / (fan in + fan out)); biases 0 (Glorot and Bengio 2010, equation 16).
    /// </summary>
    /// <param name="module">The network to initialise.</param>
    /// <param name="gain">The factor of every bound; the root of 2 before a ReLU.</param>
    public static void XavierUniform(Module module, double gain = 1)
    {
        ArgumentNullException.ThrowIfNull(module);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach (Module layer in module.Modules())
        {
            Each(layer, weight =>
            {
                long field = weight.numel() / (weight.size(0) * weight.size(1));
                double bound = gain * Math.Sqrt(6.0 / ((weight.size(0) + weight.size(1)) * field));
                weight.uniform_(-bound, bound);
            });
        }
    }

    /// <summary>Normal with the given deviation; biases 0.</summary>
    /// <param name="module">The network to initialise.</param>
    /// <param name="deviation">The standard deviation of the weights.</param>
    public static void Normal(Module module, double deviation)
    {
        ArgumentNullException.ThrowIfNull(module);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach (Module layer in module.Modules())
        {
            Each(layer, weight => weight.normal_(0, deviation));
        }
    }

    /// <summary>Normal with the deviation gain / sqrt(fan in); biases 0 (arXiv:1502.01852, section 2.2).</summary>
    /// <param name="module">The layers to initialise.</param>
    /// <param name="gain">1 keeps the variance of what goes through; sqrt(2) allows for a ReLU; 0 starts at zero.</param>
    public static void KaimingNormal(Module module, double gain)
    {
        ArgumentNullException.ThrowIfNull(module);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        foreach (Module layer in module.Modules())
        {
            Each(layer, weight => weight.normal_(0, gain / Math.Sqrt(weight.numel() / weight.size(0))));
        }
    }

    // PyTorch's default: U(-b, b) with b = 1 / sqrt(fan in), for weights and biases alike.
    internal static void KaimingUniform(Parameter weight, Parameter? bias, long fanIn)
    {
        using GradMode mode = torch.no_grad();
        double bound = 1 / Math.Sqrt(fanIn);
        weight.Value.uniform_(-bound, bound);
        bias?.Value.uniform_(-bound, bound);
    }

    // Weights have two dimensions or more; what has one is a bias.
    private static void Each(Module layer, Action<Tensor> initialize)
    {
        foreach (Parameter parameter in layer.OwnParameters.Where(_ => layer is not (BatchNorm or InstanceNorm2d or LayerNorm)))
        {
            if (parameter.Value.dim() > 1)
            {
                initialize(parameter.Value);
            }
            else
            {
                parameter.Value.zero_();
            }
        }
    }
}
