using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>
/// What every learner keeps, on the ring, or else on pairs of drawn films: it is made small by whoever checks it.
/// </summary>
internal static class LearnerRules
{
    private const int Batch = 32, Steps = 3;

    internal static IEnumerable<Rule> Of(LearnerChoice choice) =>
    [
        new("a step gives finite numbers under names of its own", () => Numbers(choice)),
        new("a step leaves nothing in memory but its numbers", () => Flat(choice)),
        new(
            "its tensors and counters are all that it remembers: stopped and taken up it learns bit for bit the same",
            () => Resumes(choice)),
        new(DeviceRule.Name, () => Watched(choice)),
        new("what it draws is finite, of the data's shape, and the same for the same seed", () => Draws(choice)),
        new("its plan names its networks", () => Planned(choice)),
    ];

    private static string? Numbers(LearnerChoice choice)
    {
        using Learning learning = new(choice);
        (string Name, double Value)[] numbers = learning.Step();
        return numbers.Length == 0 ? "there are none"
            : numbers.Select(number => number.Name).Distinct().Count() < numbers.Length ? "two have one name"
            : numbers.Where(number => !double.IsFinite(number.Value)).Select(number => $"{number.Name} is {number.Value}")
                .FirstOrDefault();
    }

    private static string? Flat(LearnerChoice choice)
    {
        using Learning learning = new(choice);
        using DisposeScope scope = torch.NewDisposeScope();
        learning.Step();
        int before = scope.Count;
        learning.Step();
        return scope.Count == before ? null : $"{scope.Count - before} tensors more after a second step";
    }

    private static string? Resumes(LearnerChoice choice)
    {
        using Learning straight = new(choice);
        straight.Step(Steps);
        using Learning taken = new(choice);
        taken.TakeUp(straight);
        straight.Step(Steps);
        byte[][] expected = straight.State();
        taken.RestoreRandom();
        taken.Step(Steps);
        byte[][] found = taken.State();
        int different = expected.Zip(found).Count(pair => !pair.First.AsSpan().SequenceEqual(pair.Second));
        return expected.Length != found.Length || different > 0 ? $"{different} of {expected.Length} tensors differ" : null;
    }

    // The first step may make what the others use.
    private static string? Watched(LearnerChoice choice)
    {
        using Learning learning = new(choice);
        learning.Step();
        return DeviceRule.Check(() => learning.StepUnread(Steps), choice.ReadsInStep);
    }

    private static string? Draws(LearnerChoice choice)
    {
        using Learning learning = new(choice);
        learning.Step();
        Generator generator = learning.Learner.Generator;
        Tensor first = learning.Sample(1), again = learning.Sample(1);
        return !generator.Shape.Fits(first) || first.isfinite().to(ScalarType.Float32).min().item() < 1 ? $"it draws {first}"
            : first.ToArray<float>().AsSpan().SequenceEqual(again.ToArray<float>()) ? null : "twice it draws otherwise";
    }

    private static string? Planned(LearnerChoice choice)
    {
        using Learning learning = new(choice);
        return choice.Plan(learning.Form).Any(network => network.IsAveraged) && choice.Headline.Length > 0
            ? null
            : "none is averaged, or it has no headline";
    }

    private sealed class Learning : IDisposable
    {
        private readonly LearnerChoice _choice;
        private readonly DataSet _data;
        private readonly Sampler _sampler;
        private readonly StepContext _context;
        private Tensor? _random;

        internal Learning(LearnerChoice choice)
        {
            _choice = choice;
            (_data, Form) = Open(choice);
            torch.manual_seed(11);
            Learner = choice.Create(new LearnerSetup(Form, Device.Cpu, 5));
            torch.manual_seed(12);
            _sampler = _data.Sampler(6, Device.Cpu);
            _context = new StepContext(_sampler, Batch, 100 * Batch);
        }

        internal Learner Learner { get; }

        internal DataForm Form { get; }

        internal (string Name, double Value)[] Step(int times = 1)
        {
            (string, double)[] numbers = [];
            for (int k = 0; k < times; k++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                numbers = [.. Learner.Step(_context).Select(number => (number.Name, number.Value.to(ScalarType.Float64).item()))];
            }
            return numbers;
        }

        internal void StepUnread(int times)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            for (int k = 0; k < times; k++)
            {
                _ = Learner.Step(_context);
            }
        }

        internal byte[][] State()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return [.. Learner.NamedTensors().Select(tensor => Bytes(tensor.Value))];
        }

        internal Tensor Sample(long seed)
        {
            Batch batch = _data.Read(9, 0, 4);
            return Learner.Generator.Sample(4, seed, _choice.ConditionOf(batch, Form));
        }

        // As a checkpoint does it; random numbers go on where the other's stood.
        internal void TakeUp(Learning other)
        {
            using GradMode mode = torch.no_grad();
            foreach (((string name, Tensor own), (string given, Tensor value))
                in Learner.NamedTensors().Zip(other.Learner.NamedTensors()))
            {
                own.copy_(name == given ? value : throw new InvalidOperationException($"{name} stands where {given} stood"));
            }
            Learner.Restore(other.Learner.Counters);
            _sampler.Position = other._sampler.Position;
            _context.StartFrom(other._context.Step);
            using var random = RandomGenerator.Default(Device.Cpu);
            _random = random.get_state();
        }

        internal void RestoreRandom()
        {
            using var random = RandomGenerator.Default(Device.Cpu);
            random.set_state(_random!);
        }

        public void Dispose()
        {
            Learner.Dispose();
            _data.Dispose();
        }

        private static byte[] Bytes(Tensor value)
            => value.dtype == ScalarType.Float32
                ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.ToArray<float>().AsSpan()).ToArray()
                : System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.to(ScalarType.Float64).ToArray<double>().AsSpan())
                    .ToArray();

        // The first of some small data that the learner takes.
        private static (DataSet, DataForm) Open(LearnerChoice choice)
        {
            InputException? last = null;
            foreach (DataSource source
                in new DataSource[] { new Ring(), new Shapes { Count = 64, Size = 16 }, new Fork { Count = 16 } })
            {
                DataSet opened = source.Open();
                try
                {
                    SampleShape shape = choice.ShapeFor(opened.Shape);
                    DataSet data = opened.As(shape);
                    DataForm form = DataForm.Of(data) with
                    {
                        Vocabulary = choice.ReadsCaptions && data.Captions.Count > 0 ? Vocabulary.Of(data.Captions) : null,
                    };
                    choice.Check(form, Batch);
                    return (data, form);
                }
                catch (InputException error)
                {
                    last = error;
                    opened.Dispose();
                }
            }
            throw last!;
        }
    }
}
