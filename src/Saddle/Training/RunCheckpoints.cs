namespace Saddle.Training;

/// <summary>The checkpoints that a run writes while it is trained, one of each step at most.</summary>
/// <param name="run">The run.</param>
/// <param name="beforeRename">Brings to the disk what must be there before a checkpoint counts.</param>
internal sealed class RunCheckpoints(Run run, Action beforeRename) : IDisposable
{
    private readonly CheckpointWriter _writer = new();
    private long? _step;

    /// <summary>A step's checkpoint is on the disk already: the one that was taken up.</summary>
    internal void Know(long step) => _step = step;

    /// <summary>Begins to write a step's checkpoint, unless there is one.</summary>
    /// <param name="step">The step.</param>
    /// <param name="take">Copies the state.</param>
    internal void Begin(long step, Func<Snapshot> take)
    {
        if (_step != step)
        {
            _writer.Begin(run.CheckpointsFolder, take(), run.Recipe.KeepCheckpoints, beforeRename);
            _step = step;
        }
    }

    /// <summary>Begins to write the checkpoint that is the best so far.</summary>
    internal void BeginBest(Snapshot state) => _writer.Begin(run.BestFolder, state, keep: 1);

    /// <summary>Waits until everything is on the disk.</summary>
    /// <exception cref="IOException">It could not be written; the checkpoints before are intact.</exception>
    internal void Finish() => ForgetIfFailed(_writer.Finish);

    /// <summary>Throws what went wrong so far; waits for nothing.</summary>
    /// <exception cref="IOException">A checkpoint could not be written; those before are intact.</exception>
    internal void ThrowIfFailed() => ForgetIfFailed(_writer.ThrowIfFailed);

    public void Dispose() => _writer.Dispose();

    // What was not written may be tried again.
    private void ForgetIfFailed(Action write)
    {
        try
        {
            write();
        }
        catch
        {
            _step = null;
            throw;
        }
    }
}
