using System.CommandLine;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Training;

namespace Saddle.Cli.Commands;

/// <summary><c>saddle train</c>: trains a recipe, or continues a run.</summary>
internal static class TrainCommand
{
    internal static CommandEntry Entry { get; } = new(
        "train", "Train a recipe (dcgan on Fashion-MNIST if none is named), or continue a run", Create, "RECIPE");

    private static ExampleCommand Create()
    {
        var arguments = new TrainArguments();
        var command = new ExampleCommand(
            Entry,
            "./saddle train",
            "./saddle train ring --steps 5000",
            "./saddle train lsgan --set batch=128 --set objective.a=-1 --set objective.c=0 --seed 3 --out runs/mine",
            "./saddle train --resume runs/dcgan-001",
            "./saddle train --resume runs/photos-001 --data /new/place/photos");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            TrainRequest request = arguments.Read(parsed);
            // What is only shown is there to be read.
            using Audience? audience = request.DryRun ? null : new Audience();
            TextWriter lines = !request.Json ? Console.Out : request.DryRun ? TextWriter.Null : Console.Error;
            request = WithRecipeFor(WithDataAtHand(request, lines), lines);
            if (request.DryRun)
            {
                using var interruption = new Interruption();
                Recipe recipe = request.Resume is null ? request.Recipe() : request.RecipeToResume();
                RunPlan plan = DataDisplay.Show(Console.Error, work => RunPlan.Of(recipe, work), interruption.Token);
                PlanPrinter.Print(plan, request.Json);
                return CommandLine.Done;
            }
            return CommandLine.Guard(() => Train(request, audience!), request.Resume);
        });
        return command;
    }

    // A first start with neither Debian's package nor a network learns what needs neither.
    private static TrainRequest WithDataAtHand(TrainRequest request, TextWriter lines)
    {
        if (request is not { RecipeName: null, Data: null, Resume: null } || request.Recipe().Data is not FashionMnist
            || FashionMnist.Set.IsThere)
        {
            return request;
        }
        using var interruption = new Interruption();
        try
        {
            DataDisplay.Show(lines, FashionMnist.Set.Get, interruption.Token);
            return request;
        }
        catch (DownloadException error)
        {
            Output.Warn($"{error.Message.TrimEnd('.')}; so the built-in shapes are learnt. Once there is a network: "
                + "./saddle data get fashion-mnist");
            return request with { Data = Shapes.Entry.Name };
        }
    }

    // Data that comes without a recipe is looked at, and what was chosen is said.
    private static TrainRequest WithRecipeFor(TrainRequest request, TextWriter lines)
    {
        if (request.Source() is not { } source)
        {
            return request;
        }
        using var interruption = new Interruption();
        // What is wrong with the data is said when it is opened to be learnt from.
        RecipeChoice choice = DataDisplay.Show(
            lines, work => RecipeChoice.For(source, work with { Warn = null }), interruption.Token);
        lines.WriteLine($"recipe {choice.Recipe.Name}: {choice.Why}");
        return request with { Chosen = choice.Recipe };
    }

    private static int Train(TrainRequest request, Audience audience)
    {
        using var interruption = new Interruption();
        TextWriter lines = request.Json ? Console.Error : Console.Out;
        using TrainingSession session = DataDisplay.Show(lines, work => Open(request, work), interruption.Token);
        audience.Follow(session);
        TrainingDisplay.Announce(session, lines);
        try
        {
            TrainingDisplay.Show(
                session, lines, progress => Trainer.Loop(session, progress, interruption.Token), interruption.Token);
        }
        catch (OperationCanceledException)
        {
            TrainingEnd.Interrupted(session);
            throw;
        }
        catch (Exception error)
        {
            return TrainingEnd.Failed(session, error);
        }
        TrainingDisplay.Conclude(session, request.Json);
        return CommandLine.Done;
    }

    private static TrainingSession Open(TrainRequest request, DataWork work)
    {
        if (request.Resume is not null)
        {
            try
            {
                return TrainingSession.Resume(request.Resume, request.Change, work.Warn, work, request.Restart);
            }
            catch (Exception error) when (error is IOException and not CacheException or UnauthorizedAccessException)
            {
                throw new IOException(
                    $"{error.Message.TrimEnd('.')}; what was saved before is intact: continue with "
                    + $"{TrainingDisplay.ResumeCommand(request.Resume)} when the run's folder can be written again",
                    error);
            }
        }
        Recipe recipe = request.Recipe();
        while (true)
        {
            string folder = request.OutFolder(recipe);
            try
            {
                return TrainingSession.Start(recipe, folder, work);
            }
            catch (RecipeException) when (request.Out is null && Path.Exists(folder))
            {
                // Another start took that number meanwhile; the next is free.
            }
            catch (Exception error) when (error is IOException and not CacheException or UnauthorizedAccessException)
            {
                throw new IOException(
                    $"{folder}: the run's folder cannot be written ({error.Message.TrimEnd('.')}); "
                    + "choose another place with --out",
                    error);
            }
        }
    }
}
