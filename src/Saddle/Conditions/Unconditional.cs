using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;

namespace Saddle.Conditions;

/// <summary>The players are told nothing.</summary>
[Component("none", "no condition")]
public sealed partial record Unconditional : Conditioning
{
    /// <inheritdoc/>
    public override bool IsOn => false;

    /// <inheritdoc/>
    public override void Check(DataForm form) { }

    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form) => network.CreateGenerator(form.Shape);

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => network.CreateDiscriminator(form.Shape);

    /// <inheritdoc/>
    public override Condition? Of(Batch batch, DataForm form) => null;
}
