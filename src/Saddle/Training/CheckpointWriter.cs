namespace Saddle.Training;

/// <summary>
/// Writes checkpoints beside the training, one after the other: digest and disk take longer than the copy that training waits
/// for. What goes wrong is thrown at the next chance, on the thread that trains.
/// </summary>
internal sealed class CheckpointWriter : IDisposable
{
    private Task _writing = Task.CompletedTask;

    /// <summary>Begins to write a snapshot, which it disposes at its end; waits for the one before.</summary>
    /// <param name="folder">The folder of the checkpoints.</param>
    /// <param name="snapshot">What is written.</param>
    /// <param name="keep">How many checkpoints remain.</param>
    /// <param name="beforeRename">Brings to the disk what must be there before the checkpoint counts.</param>
    /// <exception cref="IOException">The one before could not be written.</exception>
    internal void Begin(string folder, Snapshot snapshot, int keep, Action? beforeRename = null)
    {
        try
        {
            Finish();
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
        _writing = Task.Run(() =>
        {
            using (snapshot)
            {
                Checkpoint.Write(folder, snapshot.State, snapshot.Tensors, keep, beforeRename);
            }
        });
    }

    /// <summary>Waits until everything is on the disk.</summary>
    /// <exception cref="IOException">It could not be written; the checkpoints before are intact.</exception>
    internal void Finish()
    {
        Task writing = _writing;
        _writing = Task.CompletedTask;
        writing.GetAwaiter().GetResult();
    }

    /// <summary>Throws what went wrong so far; waits for nothing.</summary>
    /// <exception cref="IOException">A checkpoint could not be written; those before are intact.</exception>
    internal void ThrowIfFailed()
    {
        if (_writing.IsFaulted)
        {
            Finish();
        }
    }

    /// <summary>
    /// Waits for what is being written. Who wants to know whether that went well asks <see cref="Finish"/> first.
    /// </summary>
    public void Dispose() => Task.WaitAny(_writing);
}
