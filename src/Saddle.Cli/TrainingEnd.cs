using Saddle.Training;

namespace Saddle.Cli;

/// <summary>What <c>saddle train</c> says when a training ends before its last step, and how it goes on.</summary>
internal static class TrainingEnd
{
    /// <summary>The user has stopped it.</summary>
    internal static void Interrupted(TrainingSession session)
    {
        session.Note($"stopped after step {session.CompletedSteps}, as asked for; a checkpoint is saved");
        Console.Error.WriteLine($"Interrupted after step {session.CompletedSteps}; a checkpoint is saved. Continue with:");
        Console.Error.WriteLine(TrainingDisplay.ResumeCommand(session.Run));
    }

    /// <summary>An error has ended it.</summary>
    /// <returns>The exit code.</returns>
    internal static int Failed(TrainingSession session, Exception error)
    {
        session.Note($"ended after step {session.CompletedSteps}: {CommandLine.Explain(error)}");
        return error switch
        {
            IOException or UnauthorizedAccessException => WithoutRoom(session, error),
            // Where it diverged it would diverge again.
            TrainingDivergedException => CommandLine.Tell(error),
            _ => ByError(session, error),
        };
    }

    private static int WithoutRoom(TrainingSession session, Exception error)
    {
        CommandLine.Trace(error);
        Console.Error.WriteLine(
            $"Stopped after step {session.CompletedSteps}: {CommandLine.Explain(error)} What was saved before is intact. "
            + "When there is room again, continue with:");
        Console.Error.WriteLine(TrainingDisplay.ResumeCommand(session.Run));
        return CommandLine.Failed;
    }

    private static int ByError(TrainingSession session, Exception error)
    {
        int code = CommandLine.Tell(error, session.Run.Folder);
        if (session.SaveFailure is { } failure)
        {
            Console.Error.WriteLine($"Nor could a checkpoint be saved: {CommandLine.Explain(failure)}");
        }
        long made = session.CompletedSteps;
        string saved = session.SavedStep switch
        {
            null => "there is no checkpoint yet. Begin anew with:",
            { } step when step == made => "its checkpoint is saved. Continue with:",
            { } step => $"the newest checkpoint is that of step {step}. Continue with:",
        };
        Console.Error.WriteLine($"Stopped after step {made}; {saved}");
        Console.Error.WriteLine(TrainingDisplay.ResumeCommand(session.Run));
        return code;
    }
}
