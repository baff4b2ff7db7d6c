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
    private readonly double[] _numbers = new double[MostNumbers];
    private readonly Tensor _onDevice = torch.zeros([MostNumbers], ScalarType.Float64, device).DetachFromScope();
    private readonly List<(Sampler Sampler, SampleDraw Draw)> _draws = [];
    private readonly List<long> _decisions = [];
    private bool _isPlayed;
    private int _decision;
    private int _number;
    private int _draw;

    /// <summary>Does something on the host, and again whenever the step is played.</summary>
    internal void OnHost(Action work)
    {
        if (!_isPlayed)
        {
            work();
            _program.Add(work);
        }
    }

    /// <summary>What was decided while the step was recorded.</summary>
    internal long Decide(Func<long> value)
    {
        if (!_isPlayed)
        {
            _decisions.Add(value());
        }
        return _decisions[_decision++];
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
        return !_isPlayed && isComputedWhileRecorded ? scalar.fill_(_numbers[place]) : scalar;
    }

    /// <summary>Samples that are others whenever the step is played.</summary>
    internal Batch Next(Sampler sampler, int count)
    {
        if (_draw == _draws.Count)
        {
            // Made outside of what is recorded: it stays where it is.
            _draws.Add((sampler, sampler.NewDraw(count)));
            if (isComputedWhileRecorded)
            {
                sampler.Fill(_draws[_draw].Draw);
            }
        }
        return sampler.Of(_draws[_draw++].Draw);
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
        _onDevice.copy_(torch.tensor(_numbers), non_blocking: true);
        _draws.ForEach(entry => entry.Sampler.Fill(entry.Draw));
    }

    /// <summary>
    /// The step is made again by the same code, where nothing could record it: the host's part is done already.
    /// </summary>
    internal void BeginPlaying() => (_isPlayed, _number, _draw, _decision) = (true, 0, 0, 0);

    public void Dispose()
    {
        _onDevice.Dispose();
        _draws.ForEach(entry => entry.Draw.Dispose());
    }
}
