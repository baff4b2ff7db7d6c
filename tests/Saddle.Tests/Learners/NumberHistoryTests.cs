using Saddle.Learners;

namespace Saddle.Tests.Learners;

public sealed class NumberHistoryTests
{
    [Fact]
    public void Every_steps_numbers_are_read_once_the_oldest_first()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var history = new NumberHistory(Device.Cpu);
        Assert.Empty(history.Read());
        for (int step = 0; step < NumberHistory.Room; step++)
        {
            Assert.False(history.IsFull);
            history.Add([("loss", torch.full([], step)), ("norm", torch.full([], 0.5, ScalarType.Float64))]);
        }
        Assert.True(history.IsFull);
        IReadOnlyList<IReadOnlyList<(string Name, double Value)>> rows = history.Read();
        Assert.Equal(Enumerable.Range(0, NumberHistory.Room).Select(step => (double)step), rows.Select(row => row[0].Value));
        Assert.All(rows, row => Assert.Equal(("norm", 0.5), row[1]));
        Assert.Equal(0, history.Count);
        history.Add([("loss", torch.full([], double.NaN)), ("norm", torch.full([], 1))]);
        Assert.True(double.IsNaN(Assert.Single(history.Read())[0].Value));
    }
}
