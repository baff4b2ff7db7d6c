using Saddle.Tests.Support;

namespace Saddle.Tests.Objectives;

/// <summary>Reference losses of real and fake logits, with their gradients, as the scripts of tests/Goldens write them.</summary>
internal sealed class ObjectiveReference(string name, double relative, double absolute)
{
    private readonly Golden _golden = Golden.Load(name);

    /// <summary>The cases that the file holds.</summary>
    internal IEnumerable<string> Cases => _golden.Keys.Except(["real", "fake"]).Select(key => key.Split('/')[0]).Distinct();

    /// <summary>Compares a player's loss and both gradients with those of a path: <c>hinge/generator</c>.</summary>
    internal void Compare(string path, Func<Tensor, Tensor, Tensor> loss)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor real = _golden["real"].requires_grad_(), fake = _golden["fake"].requires_grad_();
        Tensor value = loss(real, fake);
        Close.Equal(_golden[$"{path}/loss"], value.reshape(1), relative, absolute, "the loss");
        Tensor?[] gradients = torch.grad([value], [real, fake], allow_unused: true);
        Close.Equal(
            _golden[$"{path}/real"], gradients[0] ?? torch.zeros_like(real), relative, absolute, "the real logits' gradient");
        Close.Equal(
            _golden[$"{path}/fake"], gradients[1] ?? torch.zeros_like(fake), relative, absolute, "the fake logits' gradient");
    }
}
