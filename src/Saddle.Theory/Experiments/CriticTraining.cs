using Saddle.Data;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Torch;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A critic that is trained between two sets of points: all of them at every step, so that it sees what a plan sees.
/// </summary>
internal sealed class CriticTraining : IDisposable
{
    private const int HiddenLayers = 3, SlopePoints = 4096;

    private readonly CriticKind _kind;
    private readonly Tensor _real, _fake;
    private readonly Discriminator _critic;
    private readonly ParameterVector _parameters;

    /// <summary>Makes the critic from the default generator.</summary>
    /// <param name="kind">What keeps its slope in bounds.</param>
    /// <param name="real">Real points, <c>[N, D]</c>.</param>
    /// <param name="fake">Generated points, <c>[N, D]</c>.</param>
    /// <param name="width">The features of its hidden layers, an even number.</param>
    internal CriticTraining(CriticKind kind, double[,] real, double[,] fake, int width)
    {
        _kind = kind;
        (_real, _fake) = (PointsOf(real).DetachFromScope(), PointsOf(fake).DetachFromScope());
        var network = new Mlp
        {
            DiscriminatorWidth = width, HiddenLayers = HiddenLayers, DiscriminatorActivation = kind.Activation,
        };
        _critic = network.CreateDiscriminator(new SampleShape(real.GetLength(1)));
        kind.Constraint?.Prepare(_critic);
        _parameters = new ParameterVector(_critic);
    }

    /// <summary>Trains it with Adam, whose learning rate falls linearly to 0.</summary>
    internal void Train(int steps, double learningRate, Action<double> progress)
    {
        var objective = new Objectives.Wasserstein();
        using var optimizer = new Adam(_parameters, learningRate, beta1: 0.5, beta2: 0.9);
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            (Tensor realLogits, Tensor fakeLogits) = (_critic.Forward(_real), _critic.Forward(_fake));
            Tensor loss = objective.DiscriminatorLoss(realLogits, fakeLogits);
            if (_kind.Penalty is { } penalty)
            {
                // The penalty looks between a real and a generated point of the same number: others each time.
                Tensor fake = _fake.index_select(0, torch.randperm(_fake.size(0)));
                loss += penalty.Loss(
                    new PenaltyInput(points => _critic.Forward(points), _real, fake, realLogits, fakeLogits, torch.zeros([0])));
            }
            _parameters.ZeroGradients();
            loss.backward();
            optimizer.LearningRate = learningRate * (1 - (double)step / steps);
            optimizer.Step();
            _kind.Constraint?.AfterUpdate(_parameters);
            if (step % 50 == 0)
            {
                progress((double)step / steps);
            }
        }
        _critic.Train(false);
    }

    /// <summary>E_p[C] - E_q[C] over the points.</summary>
    internal double Gap()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        return (_critic.Forward(_real).mean() - _critic.Forward(_fake).mean()).item();
    }

    /// <summary>The largest slope at the points and at random places between them.</summary>
    internal double LargestSlope()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor Some(Tensor of) => of.index_select(0, torch.randint(0, of.size(0), [SlopePoints]));
        Tensor from = Some(_real), between = from + torch.rand([SlopePoints, 1]) * (Some(_fake) - from);
        Tensor at = torch.cat([_real, _fake, between]).requires_grad_();
        return torch.grad([_critic.Forward(at).sum()], [at])[0]!.square().sum([1]).max().sqrt().item();
    }

    /// <summary>What it says at some points.</summary>
    internal double[] At(double[,] points)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        return _critic.Forward(PointsOf(points)).ToArray<double>();
    }

    public void Dispose()
    {
        _real.Dispose();
        _fake.Dispose();
        _parameters.Dispose();
        _critic.Dispose();
    }

    private static Tensor PointsOf(double[,] points)
        => torch.tensor([.. points.Cast<double>().Select(value => (float)value)], points.GetLength(0), points.GetLength(1));
}
