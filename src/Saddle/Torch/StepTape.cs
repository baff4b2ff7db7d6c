namespace Saddle.Torch;

/// <summary>What records the operators of a piece of work, and plays them again.</summary>
internal abstract class StepTape : IDisposable
{
    /// <summary>Whether the work is done while it is recorded; else when it is first played.</summary>
    internal abstract bool ComputesWhileRecording { get; }

    /// <summary>Records a piece of work.</summary>
    internal abstract void Record(Action work);

    /// <summary>Does the work again, on what lies in the tensors that it used.</summary>
    /// <param name="work">The work, for a tape that has recorded nothing.</param>
    internal abstract void Play(Action work);

    public abstract void Dispose();
}
