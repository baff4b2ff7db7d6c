using System.Runtime.InteropServices;
using Saddle.Training;

namespace Saddle.Cli;

/// <summary>
/// Whoever reads what a training says. It goes on when nobody does any more, because the terminal was closed or standard output
/// cannot be written: then it says nothing, and the run's log.txt says why.
/// </summary>
internal sealed class Audience : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<string> _before = [];
    private readonly PosixSignalRegistration? _hangup;
    private TrainingSession? _session;

    internal Audience()
    {
        StandardStreams.Tolerate(Leave);
        if (!OperatingSystem.IsWindows())
        {
            _hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                StandardStreams.Silence();
                Leave("the terminal was closed (SIGHUP)");
            });
        }
    }

    /// <summary>There is a run now, whose log can be written.</summary>
    internal void Follow(TrainingSession session)
    {
        lock (_lock)
        {
            _session = session;
            _before.ForEach(session.Note);
        }
    }

    public void Dispose() => _hangup?.Dispose();

    private void Leave(string why)
    {
        string note = $"{why}; the training goes on in silence";
        lock (_lock)
        {
            if (_session is null)
            {
                _before.Add(note);
            }
            else
            {
                _session.Note(note);
            }
        }
    }
}
