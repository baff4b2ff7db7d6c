using Saddle.Learners;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Learners;

public sealed class FakeHistoryTests
{
    private const int Capacity = 50;

    [Fact]
    public void New_fakes_are_judged_while_there_is_room_and_old_ones_half_of_the_time_after_that()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var history = new FakeHistory(Capacity, [1, 1, 1], seed: 3, Device.Cpu);
        long[] judged = Judge(history, 0, 1_050);
        Assert.Equal(Enumerable.Range(0, Capacity).Select(k => (long)k), judged[..Capacity]);
        // Of 1,000, each new or old by a fair coin: six deviations of 16 about 500.
        int old = Enumerable.Range(Capacity, 1_000).Count(k => judged[k] != k);
        Assert.InRange(old, 405, 595);
        Assert.All(Enumerable.Range(0, judged.Length), k => Assert.InRange(judged[k], 0, k));
        // An old one leaves as its place is taken, so none is judged as an old one twice.
        long[] twice = [.. judged.Skip(Capacity).Where((fake, k) => fake != k + Capacity)];
        Assert.Equal(twice.Length, twice.Distinct().Count());
    }

    [Fact]
    public void What_comes_back_depends_on_the_seed_and_the_number_of_fakes_alone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FakeHistory straight = New(3), halves = New(3), resumed = New(3), other = New(4);
        long[] expected = Judge(straight, 0, 200);
        long[] first = Judge(halves, 0, 73);
        // A checkpoint holds the fakes and nothing else.
        resumed.Fakes.copy_(halves.Fakes);
        Assert.Equal(expected, first.Concat(Judge(resumed, 73, 127)));
        Assert.NotEqual(expected, Judge(other, 0, 200));
    }

    [Fact]
    public void Without_room_the_newest_are_judged()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var history = new FakeHistory(0, [1, 1, 1], seed: 3, Device.Cpu);
        Assert.Equal([7L, 8L, 9L], Judge(history, 7, 3));
    }

    private static FakeHistory New(ulong seed) => new(Capacity, [1, 1, 1], seed, Device.Cpu);

    // Each fake is its own number.
    private static long[] Judge(FakeHistory history, long before, int count)
        => [
            .. history.Exchange(torch.arange(before, before + count).view(-1, 1, 1, 1), before).ToArray<double>()
                .Select(fake => (long)fake),
        ];
}
