namespace Saddle.Torch;

/// <summary>
/// A tape for devices that cannot record: it does the work again. What changes between two times must lie where a recording would
/// find it, and so tests play on it what a GPU plays.
/// </summary>
internal sealed class RepeatingTape : StepTape
{
    internal override bool ComputesWhileRecording => true;

    internal override void Record(Action work) => work();

    internal override void Play(Action work) => work();

    public override void Dispose() { }
}
