using Saddle.Components;
using Saddle.Layers;
using Saddle.Optimizers;
using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// The f-GAN paper's one-dimensional training (arXiv:1606.00709, section 2.4 and algorithm 1): the generator mu + sigma z and the
/// discriminator 1-64-64-1 with tanh take one gradient step each, at once, from the same backward pass.
/// </summary>
internal sealed class VariationalGaussian : IDisposable
{
    private readonly FamilyMember _member;
    private readonly int _batch;
    private readonly ulong _seed;
    private readonly RandomGenerator _random;
    private readonly Linear _generator = new(1, 1);
    private readonly LineDiscriminator _discriminator = new();
    private readonly ParameterVector _generatorParameters, _discriminatorParameters;
    private readonly Sgd _generatorOptimizer, _discriminatorOptimizer;

    /// <summary>Starts at mu 0 and sigma 1, with a discriminator drawn from the default generator.</summary>
    internal VariationalGaussian(FamilyMember member, int batch, double learningRate, ulong seed)
    {
        (_member, _batch, _seed, _random) =
            (member, batch, Seeds.Derive(seed, "latents"), new RandomGenerator(Seeds.Derive(seed, "latents")));
        (_generatorParameters, _discriminatorParameters) = (new ParameterVector(_generator), new ParameterVector(_discriminator));
        _generatorOptimizer = new Sgd(_generatorParameters, learningRate);
        _discriminatorOptimizer = new Sgd(_discriminatorParameters, learningRate);
        using GradMode mode = torch.no_grad();
        Sigma.fill_(1);
        Mu.fill_(0);
    }

    /// <summary>Where the game stands, from the mean of the last parameters.</summary>
    /// <param name="Mean">mu.</param>
    /// <param name="Deviation">sigma, made positive: z is symmetric.</param>
    /// <param name="Value">F = E_P[T] - E_Q[f*(T)], integrated over a grid, so without sampling error.</param>
    /// <param name="Steps">When F was estimated on batches...</param>
    /// <param name="Estimates">...and what it was: the mean of the batches since the time before.</param>
    internal sealed record Outcome(
        double Mean, double Deviation, double Value, IReadOnlyList<double> Steps, IReadOnlyList<double> Estimates);

    private Tensor Sigma => _generator.NamedParameters().First().Parameter.Value;

    private Tensor Mu => _generator.NamedParameters().Last().Parameter.Value;

    /// <summary>Trains, and averages the parameters of both players over the last quarter of the steps.</summary>
    /// <param name="target">The target, for the exact F.</param>
    /// <param name="samples">Samples of the target <c>[N, 1]</c>, N at least twice the batch; only read.</param>
    /// <param name="steps">How many.</param>
    /// <param name="progress">Told how much is done.</param>
    internal Outcome Train(Distribution target, Tensor samples, int steps, Action<double> progress)
    {
        const int every = 10;
        int from = steps - steps / 4, report = Math.Max(every, steps / 200);
        using DisposeScope outer = torch.NewDisposeScope();
        (Tensor generatorMean, Tensor discriminatorMean) =
            (_generatorParameters.NewBuffer(), _discriminatorParameters.NewBuffer());
        List<double> at = [], estimates = [];
        (double sum, int count, int averaged) = (0, 0, 0);
        for (int step = 1; step <= steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor loss = Step(samples, step);
            if (step % every == 0)
            {
                (sum, count) = (sum - loss.item(), count + 1);
            }
            if (step > from && step % every == 0)
            {
                averaged++;
                using GradMode mode = torch.no_grad();
                generatorMean.lerp_(_generatorParameters.Values, 1.0 / averaged);
                discriminatorMean.lerp_(_discriminatorParameters.Values, 1.0 / averaged);
            }
            if (step % report == 0 && count > 0)
            {
                at.Add(step);
                estimates.Add(sum / count);
                (sum, count) = (0, 0);
                progress((double)step / steps);
            }
        }
        using (torch.no_grad())
        {
            _generatorParameters.Values.copy_(generatorMean);
            _discriminatorParameters.Values.copy_(discriminatorMean);
        }
        (double mean, double deviation) = (Mu.item(), Math.Abs(Sigma.item()));
        return new Outcome(mean, deviation, Bound(target, Distribution.Gaussian(mean, deviation)), at, estimates);
    }

    public void Dispose()
    {
        _generatorOptimizer.Dispose();
        _discriminatorOptimizer.Dispose();
        _generatorParameters.Dispose();
        _discriminatorParameters.Dispose();
        _generator.Dispose();
        _discriminator.Dispose();
        _random.Dispose();
    }

    // The discriminator descends -F and the generator F: one backward pass, and the generator's gradient turned round.
    private Tensor Step(Tensor samples, int step)
    {
        long start = (long)(Seeds.Derive(_seed, "batch", (ulong)step) % (ulong)(samples.size(0) - _batch));
        Tensor fake = _generator.Forward(torch.randn([_batch, 1], _random));
        Tensor[] logits = _discriminator.Forward(torch.cat([samples.narrow(0, start, _batch), fake])).split(_batch);
        Tensor loss = _member.Objective.DiscriminatorLoss(logits[0], logits[1]);
        _generatorParameters.ZeroGradients();
        _discriminatorParameters.ZeroGradients();
        loss.backward();
        _generatorParameters.Gradients.mul_(-1);
        _generatorOptimizer.Step();
        _discriminatorOptimizer.Step();
        return loss;
    }

    private double Bound(Distribution p, Distribution q)
    {
        var measure = new LineMeasure(p, q);
        double[] t = Array.ConvertAll(_discriminator.At(measure.Places), _member.Divergence.Activation);
        return measure.Sum((k, massOfP, massOfQ) => massOfP * t[k] - massOfQ * _member.Divergence.Conjugate(t[k]));
    }
}
