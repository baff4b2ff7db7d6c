using Saddle.Components;
using Saddle.Conditions;
using Saddle.Sampling;

namespace Saddle.Learners;

/// <summary>What conditionings and learners take, extensions' among them, and whether what was given is taken.</summary>
public static class SampleOptionCatalogue
{
    // Where samples go, and what is the command line's own.
    private static readonly string[] s_reserved = ["--out", "--data", "--best", "--json", "--extension", "--help", "--version"];

    /// <summary>What some runs take, in the order of the catalogues.</summary>
    /// <exception cref="InputException">Two declare one name for different kinds of values, or one that is taken.</exception>
    public static IReadOnlyList<TakenOption> All => Of([.. Conditioning.All.Entries, .. LearnerChoice.All.Entries]);

    /// <summary>What the components of some lines take.</summary>
    internal static IReadOnlyList<TakenOption> Of(IEnumerable<Entry> entries)
    {
        TakenOption[] all =
        [
            .. entries.SelectMany(entry => ((ISampled)entry.Example).SampleOptions.Select(option => (entry, option)))
                .GroupBy(pair => pair.option.Name).Select(same => new TakenOption([.. same])),
        ];
        string[] problems = [.. all.Select(Clash).OfType<string>()];
        return problems.Length == 0 ? all : throw new InputException(problems);
    }

    /// <summary>Makes sure that what was asked for is what these options take.</summary>
    /// <exception cref="InputException">It is not; every problem is told, with what would do.</exception>
    internal static void Check(SampleRequest request, IReadOnlyList<SampleOption> options, string by)
    {
        SampleOption[] taken = [.. SampleOption.Common, .. options];
        SampleValues given = request.Given;
        string[] problems =
        [
            .. given.Names.Except(taken.Select(option => option.Name)).Select(name => Untaken(request, name, taken, by)),
            .. taken.Select(option => Alone(option, given)).OfType<string>(),
            .. given.Problems(taken),
        ];
        if (problems.Length > 0)
        {
            throw new InputException(problems);
        }
    }

    private static string? Alone(SampleOption option, SampleValues given)
        => option.GoesWith is { } other && given.Text(option) is not null && given.Text(other) is null
            ? $"{option.Name} goes with {other.Name}: {option.Meaning}."
            : null;

    private static string Untaken(SampleRequest request, string name, IEnumerable<SampleOption> taken, string by)
        => All.FirstOrDefault(known => known.Option.Name == name) is not { } known
            ? Names.Unknown("option", name, [.. taken.Select(option => option.Name)])
            : Alone(known.Option, request.Given) ?? request.Refusal(known.Option, by, known.Takers);

    private static string? Clash(TakenOption option)
    {
        (Entry first, SampleOption declared) = option.Declared[0];
        if (s_reserved.Contains(declared.Name) || SampleOption.Common.Any(common => common.Name == declared.Name))
        {
            return $"option {declared.Name} of {first.Name} ({first.Origin}): every run has one of that name; rename it.";
        }
        (Entry other, SampleOption otherwise) = option.Declared.FirstOrDefault(pair => pair.Option.Kind != declared.Kind);
        return other is null ? null
            : $"option {declared.Name} is {declared.Range} of {first.Name} ({first.Origin}), "
                + $"but {otherwise.Range} of {other.Name} ({other.Origin}); use one of them, or rename yours.";
    }
}
