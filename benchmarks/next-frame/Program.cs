using System.Globalization;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Graphics;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;
using Saddle.Training;

// How often a predicted frame is one of the two true futures, with the game and with the squared error alone:
//   ./saddle train next-frame --threads 1 --seed 1 --out runs/game
//   ./saddle train next-frame --threads 1 --seed 1 --out runs/squared --set conditioning.adversarial=0 --set conditioning.draws=1
//   dotnet run --project benchmarks/next-frame --configuration Release next-frame.png runs/game runs/squared
// The films are none that were learnt from. The picture shows, a film a row: its past frames, two predictions of each run, and
// both futures.

const int Films = 1000, Shown = 8, Draws = 8;

// A prediction is taken for a future if it is nearer to it than this share of the distance between the two futures. What lies
// between them, as the mean does, is at least half of that distance from either.
const double Near = 0.25;

using DisposeScope scope = torch.NewDisposeScope();
using GradMode mode = torch.no_grad();
(Tensor past, Tensor left) = Open(ForkTurn.Left);
Tensor right = Open(ForkTurn.Right).Next;
Tensor apart = Distance(left, right);
List<Tensor> columns = [.. past.narrow(0, 0, Shown).split(1, 1)];
foreach (string folder in args[1..])
{
    using Run run = Run.Open(folder);
    Tensor[] predictions =
        [.. Enumerable.Range(0, Draws).Select(draw => run.Generator.Sample(Films, draw, new PictureCondition(past)))];
    Tell(folder, run.Step, predictions);
    columns.AddRange(predictions.Take(2).Select(prediction => prediction.narrow(0, 0, Shown)));
}
columns.AddRange([left.narrow(0, 0, Shown), right.narrow(0, 0, Shown)]);
ImageGrid.Save(torch.stack([.. columns], 1).flatten(0, 1), args[0], columns.Count, scale: 2);

void Tell(string folder, long step, Tensor[] predictions)
{
    bool[][] isLeft = [.. predictions.Select(prediction => IsNear(prediction, left))];
    bool[][] isRight = [.. predictions.Select(prediction => IsNear(prediction, right))];
    double lefts = 100.0 * isLeft.Sum(draw => draw.Count(near => near)) / (Draws * Films);
    double rights = 100.0 * isRight.Sum(draw => draw.Count(near => near)) / (Draws * Films);
    float[] nearest =
    [
        .. predictions.SelectMany(
            prediction => (Distance(prediction, left).minimum(Distance(prediction, right)) / apart).ToArray<float>()).Order(),
    ];
    int both = Enumerable.Range(0, Films).Count(film => isLeft.Any(draw => draw[film]) && isRight.Any(draw => draw[film]));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{folder}, step {step}: {lefts + rights:0.0} % of the predictions are a true future ({lefts:0.0} % left, "
        + $"{rights:0.0} % right); of {Draws} draws both futures are reached for {100.0 * both / Films:0.0} % of the films; "
        + $"half of the predictions are nearer than {nearest[nearest.Length / 2]:0.00}"));
}

bool[] IsNear(Tensor prediction, Tensor future)
    => [
        .. Distance(prediction, future).ToArray<float>()
            .Zip(apart.ToArray<float>(), (distance, between) => distance < Near * between),
    ];

// The root of the mean squared difference of the pixels, [N].
static Tensor Distance(Tensor first, Tensor second) => (first - second).square().flatten(1).mean([1]).sqrt();

static (Tensor Past, Tensor Next) Open(ForkTurn turn)
{
    using var data = (ImageSet)new Fork { Count = Films, Turn = turn, Split = DataSplit.Test }.Open();
    Tensor rows = ImageSet.ToUnitRange(data.Rows([.. Enumerable.Range(0, Films).Select(film => (long)film)]));
    return (rows.narrow(1, 0, data.InputChannels), rows.narrow(1, data.InputChannels, 1));
}
