using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Conditions;

/// <summary>The players are told nothing.</summary>
public sealed class Unconditional() : Conditioning(Entry)
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Conditioning> Entry { get; } = new("none", "no condition", "", [], _ => new Unconditional());

    /// <inheritdoc/>
    public override bool IsOn => false;

    /// <inheritdoc/>
    public override void Check(DataForm form) { }

    /// <inheritdoc/>
    public override Generator CreateGenerator(Network network, DataForm form) => network.CreateGenerator(form.Shape);

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(Network network, DataForm form) => network.CreateDiscriminator(form.Shape);

    /// <inheritdoc/>
    public override Condition? Of(Batch batch, DataForm form) => null;
}
