using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// A learner's steps, each kind of which is recorded once and then played: on a GPU a step is many small operations, which take
/// the host longer to ask for than the device to compute. The first step of a kind is made as it is, so that what is made once is
/// made; the second is recorded.
/// </summary>
/// <param name="learner">Who learns.</param>
/// <param name="device">Where.</param>
/// <param name="newTape">What records.</param>
internal sealed class RecordedSteps(Learner learner, Device device, Func<StepTape> newTape) : IDisposable
{
    private readonly Dictionary<string, Kind> _kinds = [];
    private readonly HashSet<string> _known = [];

    /// <summary>How many kinds of steps were recorded.</summary>
    internal int Count => _kinds.Count;

    /// <summary>Makes a step.</summary>
    /// <returns>The step's numbers by name; they are good until the next step.</returns>
    internal IReadOnlyList<(string Name, Tensor Value)> Step(StepContext context)
    {
        string kind = learner.KindOf(context);
        if (_kinds.TryGetValue(kind, out Kind? known))
        {
            known.Recorder.Prepare();
            return known.Play(learner, context);
        }
        if (_known.Add(kind))
        {
            return learner.Step(context);
        }
        StepTape tape = newTape();
        Kind recorded = _kinds[kind] = new Kind(tape, new StepRecorder(device, tape.ComputesWhileRecording));
        return recorded.Record(learner, context);
    }

    public void Dispose()
    {
        foreach (Kind kind in _kinds.Values)
        {
            kind.Dispose();
        }
    }

    private sealed class Kind(StepTape tape, StepRecorder recorder) : IDisposable
    {
        private IReadOnlyList<(string Name, Tensor Value)> _numbers = [];

        internal StepRecorder Recorder => recorder;

        internal IReadOnlyList<(string Name, Tensor Value)> Record(Learner learner, StepContext context)
        {
            tape.Record(() => Make(learner, context));
            if (!tape.ComputesWhileRecording)
            {
                recorder.Bring();
                tape.Play(() => { });
            }
            return _numbers;
        }

        internal IReadOnlyList<(string Name, Tensor Value)> Play(Learner learner, StepContext context)
        {
            tape.Play(() =>
            {
                recorder.BeginPlaying();
                Make(learner, context);
            });
            return _numbers;
        }

        public void Dispose()
        {
            Free();
            recorder.Dispose();
            tape.Dispose();
        }

        private void Make(Learner learner, StepContext context)
        {
            Free();
            context.Recorder = recorder;
            try
            {
                _numbers = learner.Step(context);
            }
            finally
            {
                context.Recorder = null;
            }
            foreach ((_, Tensor value) in _numbers)
            {
                value.DetachFromScope();
            }
        }

        private void Free()
        {
            foreach ((_, Tensor value) in _numbers)
            {
                value.Dispose();
            }
        }
    }
}
