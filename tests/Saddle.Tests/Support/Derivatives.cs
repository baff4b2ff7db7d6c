namespace Saddle.Tests.Support;

/// <summary>What is compared of two forms of a map that is linear in both of its arguments.</summary>
internal static class Derivatives
{
    /// <summary>The output, its gradients, and the derivatives of both gradients' squared norms.</summary>
    /// <param name="output">What was made of the first two leaves.</param>
    /// <param name="leaves">The input, the weight and a cotangent.</param>
    internal static IEnumerable<(Tensor Value, string What)> Of(Tensor output, Tensor[] leaves)
    {
        yield return (output.detach(), "the output");
        Tensor?[] first = torch.grad([output], leaves[..2], [leaves[2]], create_graph: true);
        string[] names = ["input", "weight", "cotangent"];
        for (int k = 0; k < first.Length; k++)
        {
            yield return (first[k]!.detach(), $"the gradient of the {names[k]}");
            Tensor?[] second = torch.grad([first[k]!.square().sum()], leaves, retain_graph: true, allow_unused: true);
            for (int j = 0; j < leaves.Length; j++)
            {
                yield return (second[j] ?? torch.zeros_like(leaves[j]), $"the derivative of {names[k]}'s gradient by {names[j]}");
            }
        }
    }
}
