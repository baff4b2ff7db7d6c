using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A learner's steps, each kind of which is recorded once and then played: on a GPU a step is many small operations, which take
/// the host longer to ask for than the device to compute. The first step of a kind is a rehearsal, so that what is made once is
/// made; the second is recorded.
/// </summary>
/// <param name="learner">Who learns.</param>
/// <param name="device">Where.</param>
/// <param name="newTape">What records.</param>
internal sealed class RecordedSteps(Learner learner, Device device, Func<StepTape> newTape) : IDisposable
{
    private readonly Dictionary<string, Kind> _kinds = [];

    /// <summary>How many kinds of steps were recorded.</summary>
    internal int Count => _kinds.Values.Count(kind => kind.IsRecorded);

    /// <summary>Makes a step.</summary>
    /// <returns>The step's numbers by name; they are good until the next step.</returns>
    internal IReadOnlyList<(string Name, Tensor Value)> Step(StepContext context)
    {
        string name = learner.KindOf(context);
        if (!_kinds.TryGetValue(name, out Kind? kind))
        {
            kind = _kinds[name] = new Kind(learner, device, newTape());
            kind.Rehearse(context);
        }
        else if (!kind.IsRecorded)
        {
            kind.Record(context);
        }
        else
        {
            kind.Play(context);
        }
        return kind.Numbers;
    }

    public void Dispose()
    {
        foreach (Kind kind in _kinds.Values)
        {
            kind.Dispose();
        }
    }

    private sealed class Kind(Learner learner, Device device, StepTape tape) : IDisposable
    {
        private readonly StepRecorder _recorder = new(device, tape.ComputesWhileRecording);

        internal bool IsRecorded { get; private set; }

        internal IReadOnlyList<(string Name, Tensor Value)> Numbers { get; private set; } = [];

        internal void Rehearse(StepContext context)
        {
            _recorder.BeginRehearsing();
            Make(context);
        }

        internal void Record(StepContext context)
        {
            _recorder.BeginRecording();
            tape.Record(() => Make(context));
            IsRecorded = true;
            if (!tape.ComputesWhileRecording)
            {
                _recorder.Bring();
                tape.Play(() => { });
            }
        }

        internal void Play(StepContext context)
        {
            _recorder.Prepare();
            tape.Play(() =>
            {
                _recorder.BeginPlaying();
                Make(context);
            });
        }

        public void Dispose()
        {
            Free();
            _recorder.Dispose();
            tape.Dispose();
        }

        private void Make(StepContext context)
        {
            Free();
            context.Recorder = _recorder;
            try
            {
                Numbers = learner.Step(context);
            }
            finally
            {
                context.Recorder = null;
            }
            foreach ((_, Tensor value) in Numbers)
            {
                value.DetachFromScope();
            }
        }

        private void Free()
        {
            foreach ((_, Tensor value) in Numbers)
            {
                value.Dispose();
            }
        }
    }
}
