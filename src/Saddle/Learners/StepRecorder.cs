using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// What the host does in a step that is recorded, in order: counters, numbers that differ from step to step, and draws of
/// samples. When the step is played again only this is done anew; the device finds what it needs where it was while it was
/// recorded.
/// </summary>
/// <param name="device">Where the step is computed.</param>
/// <param name="isComputedWhileRecorded">
/// Whether recording the step also makes it; else it is made when it is first played.
/// </param>
internal sealed class StepRecorder(Device device, bool isComputedWhileRecorded) : IDisposable
{
    private const int MostNumbers = 256;

    private readonly List<Action> _program = [];
    private readonly List<long> _decisions = [];
    private readonly double[] _numbers = new double[MostNumbers];
    private readonly Tensor _onDevice = torch.zeros([MostNumbers], ScalarType.Float64, device).DetachFromScope();
    private readonly List<(Sampler Sampler, SampleDraw Draw)> _draws = [];
    private Pass _pass;
    private int _decision;
    private int _number;
    private int _draw;

    private enum Pass
    {
        // The step is made as any other, and gets its room on the device: none may be made while it is recorded.
        Rehearsing,
        Recording,

        // The step is made again by the same code, where nothing could record it: the host's part is done already.
        Playing,
    }

    /// <summary>The step is made, and everything that it will need when it is recorded.</summary>
    internal void BeginRehearsing() => Begin(Pass.Rehearsing);

    /// <summary>The step is recorded.</summary>
    internal void BeginRecording() => Begin(Pass.Recording);

    /// <summary>The step is played by the code that was recorded.</summary>
    internal void BeginPlaying() => Begin(Pass.Playing);

    /// <summary>Does something on the host, and again whenever the step is played.</summary>
    internal void OnHost(Action work)
    {
        if (_pass == Pass.Playing)
        {
            return;
        }
        work();
        if (_pass == Pass.Recording)
        {
            _program.Add(work);
        }
    }

    /// <summary>What was decided while the step was recorded.</summary>
    internal long Decide(Func<long> value)
    {
        if (_pass == Pass.Playing)
        {
            return _decisions[_decision++];
        }
        long decided = value();
        if (_pass == Pass.Recording)
        {
            _decisions.Add(decided);
        }
        return decided;
    }

    /// <summary>A scalar on the device that is worked out anew whenever the step is played.</summary>
    internal Tensor Scalar(Func<double> value)
    {
        int place = _number++;
        if (place >= MostNumbers)
        {
            throw new InvalidOperationException($"A step has more than {MostNumbers} numbers of its own.");
        }
        OnHost(() => _numbers[place] = value());
        Tensor scalar = _onDevice.select(0, place);
        return IsComputedNow ? scalar.fill_(_numbers[place]) : scalar;
    }

    /// <summary>Samples that are others whenever the step is played.</summary>
    internal Batch Next(Sampler sampler, int count)
    {
        if (_draw == _draws.Count)
        {
            _draws.Add(_pass == Pass.Rehearsing
                ? (sampler, sampler.NewDraw(count))
                : throw new InvalidOperationException("A step draws more samples than the one of its kind before it."));
        }
        SampleDraw draw = _draws[_draw++].Draw;
        if (IsComputedNow)
        {
            sampler.Fill(draw);
        }
        return sampler.Of(draw);
    }

    /// <summary>Does on the host what a step that is to be played needs, and brings it to the device.</summary>
    internal void Prepare()
    {
        _program.ForEach(work => work());
        Bring();
    }

    /// <summary>Brings to the device what was worked out on the host.</summary>
    internal void Bring()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        torch.tensor(_numbers).send_to(_onDevice);
        _draws.ForEach(entry => entry.Sampler.Fill(entry.Draw));
    }

    public void Dispose()
    {
        _onDevice.Dispose();
        _draws.ForEach(entry => entry.Draw.Dispose());
    }

    private bool IsComputedNow => _pass == Pass.Rehearsing || (_pass == Pass.Recording && isComputedWhileRecorded);

    private void Begin(Pass pass) => (_pass, _decision, _number, _draw) = (pass, 0, 0, 0);
}
