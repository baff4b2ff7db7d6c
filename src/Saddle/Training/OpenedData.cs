using Saddle.Data;

namespace Saddle.Training;

/// <summary>A recipe's data, opened.</summary>
/// <param name="Set">The data in the shape that the networks make; whoever opened them frees them.</param>
/// <param name="Form">What they are.</param>
/// <param name="Digest">Their <see cref="DataSet.ContentDigest"/> before they were brought to that shape.</param>
internal sealed record OpenedData(DataSet Set, DataForm Form, string Digest)
{
    /// <summary>Whether their content is that which a checkpoint was made with, as far as both say.</summary>
    internal bool MayBe(Checkpoint checkpoint)
        => checkpoint.State.DataDigest is var before && (before.Length == 0 || Digest.Length == 0 || before == Digest);
}
