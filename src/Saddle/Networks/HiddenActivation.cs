using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>What stands between the dense layers of a discriminator.</summary>
public enum HiddenActivation
{
    /// <summary>x, or 0.2 x below 0.</summary>
    LeakyRelu,

    /// <summary>x, or 0 below 0.</summary>
    Relu,

    /// <summary>Pairs of features in order, for 1-Lipschitz critics; see <see cref="Layers.GroupSort"/>.</summary>
    GroupSort,
}

/// <summary>Makes activations.</summary>
internal static class HiddenActivations
{
    internal static Layer Create(this HiddenActivation activation) => activation switch
    {
        HiddenActivation.Relu => new ReLU(),
        HiddenActivation.GroupSort => new GroupSort(),
        _ => new LeakyReLU(0.2),
    };
}
