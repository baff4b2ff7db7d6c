using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Shared;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// InfoGAN (arXiv:1606.03657): codes that nobody named stand beside the latent, and a second output of the discriminator guesses
/// them from the fake. Both players want the guess right, which raises a lower bound of the mutual information between codes and
/// samples (equation 5). Categorical codes are uniform; continuous ones are uniform in [-1, 1] and guessed as a normal
/// distribution of deviation 1.
/// </summary>
[Component("infogan", "codes without names that must be seen in the sample", Source = "arXiv:1606.03657, equation 5")]
public sealed partial record InfoGan : Conditioning
{
    private static readonly SampleOption s_code = new(
        "--code", SampleOptionKind.Whole, "The latent code that changes along a row; the first is 0")
    {
        Minimum = 0,
        Maximum = 1_000,
        Example = "0",
        IsWay = true,
        Refusal = "has no latent codes ({0}); train with {1} (recipe infogan)",
    };

    /// <summary>How many categorical codes.</summary>
    [Setting(0, 16)] public int Categorical { get; init; } = 1;

    /// <summary>How many values a categorical code has.</summary>
    [Setting(2, 1000)] public int Values { get; init; } = 10;

    /// <summary>How many continuous codes.</summary>
    [Setting(0, 64)] public int Continuous { get; init; } = 2;

    /// <summary>How much guessing the categorical codes counts.</summary>
    [Setting(0, 1e6)] public double Weight { get; init; } = 1;

    /// <summary>How much guessing the continuous codes counts.</summary>
    [Setting(0, 1e6)] public double ContinuousWeight { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => [s_code];

    /// <inheritdoc/>
    public override void Check(DataForm form) { }

    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionBesideAndInside(
            network, form.Shape, new CodeEncoder(Categorical, Values, Continuous));

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new AuxiliaryDiscriminator(network.CreateDiscriminator(form.Shape), Categorical * Values + Continuous);

    /// <inheritdoc/>
    public override Condition? Of(Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Draw((int)batch.Real.size(0), null, batch.Real.device);
    }

    /// <summary>Draws codes from their distribution, on the processor.</summary>
    /// <param name="count">N.</param>
    /// <param name="seed">The same seed gives the same codes.</param>
    /// <param name="numbers">How they are drawn.</param>
    public CodeCondition Draw(int count, ulong seed, LatentNumbers numbers = LatentNumbers.Philox)
    {
        if (numbers == LatentNumbers.Philox)
        {
            return PhiloxCodes(count, seed);
        }
        using var random = new RandomGenerator(Seeds.Derive(seed, "codes"));
        return Draw(count, random, Device.Cpu);
    }

    /// <summary>
    /// Codes that differ along a row only: one code takes its values in order, the others stay what each row drew.
    /// </summary>
    /// <param name="code">Which code, from 0; the categorical ones come first.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many values are shown; a categorical code has as many as it has.</param>
    /// <param name="seed">Fixes what the rows draw.</param>
    /// <param name="numbers">How they are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public CodeCondition Sweep(int code, int rows, int columns, ulong seed, LatentNumbers numbers = LatentNumbers.Philox)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(code, Categorical + Continuous);
        using DisposeScope scope = torch.NewDisposeScope();
        int across = ColumnsOf(code, columns);
        CodeCondition drawn = Draw(rows, seed, numbers);
        var repeated = (CodeCondition)drawn.Map(tensor => tensor.repeat_interleave(across, 0));
        if (code < Categorical)
        {
            repeated.Categories.select(1, code).copy_(torch.arange(0, across, dtype: ScalarType.Int64).repeat(rows));
        }
        else
        {
            Tensor values = torch.arange(0, across) * (2.0 / Math.Max(1, across - 1)) - 1;
            repeated.Continuous.select(1, code - Categorical).copy_(values.repeat(rows));
        }
        return (CodeCondition)repeated.Map(scope.MoveToOuter);
    }

    /// <summary>How many values of a code a row shows.</summary>
    /// <param name="code">Which code, from 0; the categorical ones come first.</param>
    /// <param name="columns">How many are wanted of a continuous one.</param>
    public int ColumnsOf(int code, int columns) => code < Categorical ? Values : columns;

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> DiscriminatorTerms(ConditionTerm term)
        => Guesses(term, "code_loss", "continuous_code_loss");

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term)
        => Guesses(term, "generator_code_loss", "generator_continuous_code_loss");

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        // A run's grids show the same codes whenever it was begun.
        int columns = ColumnsOf(0, columns: 10);
        return SheetPlan.Table(count, columns, rows => Sweep(0, rows, columns, seed, LatentNumbers.Mt19937));
    }

    /// <summary>Codes as they are drawn in training.</summary>
    public override Condition? Unasked(SampleRequest request, int count)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Draw(count, (ulong)request.Seed, request.Generator.LatentNumbers);
    }

    /// <summary>The values of the code that was asked for.</summary>
    public override ConditionWays? Ways(SampleRequest request, Condition? asked)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Given.Whole(s_code) is not { } code)
        {
            return null;
        }
        if (code >= Categorical + Continuous)
        {
            throw new InputException(
                $"--code {code}: the run's codes are 0 to {Categorical + Continuous - 1}: "
                + $"first {Categorical} categorical, then {Continuous} continuous.");
        }
        int across = ColumnsOf((int)code, request.Steps);
        return new ConditionWays(
            Sweep((int)code, request.Rows, across, (ulong)request.Seed, request.Generator.LatentNumbers), across);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => Categorical + Continuous == 0 ? ["there is no code; set categorical or continuous to at least 1"] : [];

    private CodeCondition PhiloxCodes(int count, ulong seed)
    {
        (long[] categories, float[] numbers) = (new long[count * Categorical], new float[count * Continuous]);
        if (Categorical > 0)
        {
            Philox.Categories(seed, 0, Categorical, Values, categories);
        }
        if (Continuous > 0)
        {
            Philox.Uniform(seed, 0, Continuous, numbers, Philox.CodeStream);
        }
        return new CodeCondition(torch.tensor(categories, count, Categorical), torch.tensor(numbers, count, Continuous));
    }

    private CodeCondition Draw(int count, RandomGenerator? generator, Device device) => new(
        torch.randint(0, Values, [count, Categorical], generator, device),
        torch.rand([count, Continuous], generator, device: device) * 2 - 1);

    private IEnumerable<LossTerm> Guesses(ConditionTerm term, string categoricalName, string continuousName)
    {
        ArgumentNullException.ThrowIfNull(term);
        Tensor guess = ((AuxiliaryDiscriminator)term.Discriminator).Auxiliary(term.OfFake!);
        var code = (CodeCondition)term.Condition;
        if (Categorical > 0)
        {
            Tensor logits = guess.narrow(1, 0, Categorical * Values).reshape(-1, Values);
            yield return new LossTerm(categoricalName, Likelihood.CrossEntropy(logits, code.Categories.flatten()), Weight);
        }
        if (Continuous > 0)
        {
            // -log N(c; guess, 1) without its constant, a mean over codes.
            Tensor error = guess.narrow(1, Categorical * Values, Continuous) - code.Continuous;
            yield return new LossTerm(continuousName, error.square().mean() * 0.5, ContinuousWeight);
        }
    }
}
