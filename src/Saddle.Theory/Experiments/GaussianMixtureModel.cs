using Saddle.Theory.Numerics;

namespace Saddle.Theory.Experiments;

/// <summary>
/// A mixture of Gaussians on the line as something to be trained: logits of the weights, means, logarithms of the deviations.
/// </summary>
internal sealed class GaussianMixtureModel
{
    // A component on a single sample would have an infinite likelihood.
    private const double SmallestLogDeviation = -4;
    private readonly double[] _logits, _means, _logDeviations;

    internal GaussianMixtureModel(IReadOnlyList<double> means, double deviation)
    {
        _logits = new double[means.Count];
        _means = [.. means];
        _logDeviations = [.. means.Select(_ => Math.Log(deviation))];
    }

    internal IReadOnlyList<MixtureComponent> Components
        => [
            .. LogWeights().Select((weight, k) => new MixtureComponent(Math.Exp(weight), _means[k], Math.Exp(_logDeviations[k]))),
        ];

    internal Distribution ToDistribution()
        => Distribution.Mixture([.. Components.Select(part => (part.Weight, Distribution.Gaussian(part.Mean, part.Deviation)))]);

    /// <summary>One step up the mean log-likelihood of the samples.</summary>
    /// <returns>The mean log-likelihood before the step, nats a sample.</returns>
    internal double Climb(IReadOnlyList<double> samples, double rate)
    {
        int count = _means.Length;
        double[] weights = LogWeights(), terms = new double[count];
        double[] byLogit = new double[count], byMean = new double[count], byLogDeviation = new double[count];
        double sum = 0;
        foreach (double x in samples)
        {
            double total = double.NegativeInfinity;
            for (int k = 0; k < count; k++)
            {
                terms[k] = weights[k] + Normal.LogDensity((x - _means[k]) * Math.Exp(-_logDeviations[k])) - _logDeviations[k];
                total = Elementary.LogAdd(total, terms[k]);
            }
            sum += total;
            for (int k = 0; k < count; k++)
            {
                // The responsibility: how probable it is that this component made x.
                double share = Math.Exp(terms[k] - total), z = (x - _means[k]) * Math.Exp(-_logDeviations[k]);
                byLogit[k] += share - Math.Exp(weights[k]);
                byMean[k] += share * z * Math.Exp(-_logDeviations[k]);
                byLogDeviation[k] += share * (z * z - 1);
            }
        }
        for (int k = 0; k < count; k++)
        {
            _logits[k] += rate * byLogit[k] / samples.Count;
            _means[k] += rate * byMean[k] / samples.Count;
            _logDeviations[k] = Math.Max(SmallestLogDeviation, _logDeviations[k] + rate * byLogDeviation[k] / samples.Count);
        }
        return sum / samples.Count;
    }

    private double[] LogWeights()
    {
        double total = _logits.Aggregate(double.NegativeInfinity, Elementary.LogAdd);
        return [.. _logits.Select(logit => logit - total)];
    }
}
