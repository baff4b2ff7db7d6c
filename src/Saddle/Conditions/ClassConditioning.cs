using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>The players are told a sample's class.</summary>
public abstract record ClassConditioning : Conditioning
{
    // A row of the grid shows every class once; more than these would be too small to see.
    private const int WidestRow = 20;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => [LabelOption.Option];

    /// <inheritdoc/>
    public override void Check(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Classes.Count < 2)
        {
            throw new InputException(
                $"conditioning {Name} needs data with class labels, but these have none; use fashion-mnist, mnist, kmnist, "
                + "cifar10, shapes, "
                + "an idx folder with labels, or a folder whose sub-folders are the classes, or set conditioning.name=none.");
        }
    }

    /// <inheritdoc/>
    public override Condition? Of(Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new ClassCondition(batch.Labels ?? throw new ArgumentException($"conditioning {Name} needs a batch with labels."));
    }

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(form);
        int classes = form.Classes.Count, columns = Math.Min(classes, WidestRow);
        // Where not all classes fit in a row, those that are shown are spread over all.
        long[] row = [.. Enumerable.Range(0, columns).Select(column => (long)column * classes / columns)];
        return SheetPlan.Table(count, columns, rows => new ClassCondition(torch.tensor(row).repeat(rows)));
    }

    /// <inheritdoc/>
    public override Condition? Asked(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Given.Text(LabelOption.Option) is { } text
            ? new ClassCondition(torch.tensor(LabelOption.Read(text, request.Form.Classes)))
            : null;
    }

    /// <summary>Every class in turn.</summary>
    public override Condition? Unasked(SampleRequest request, int count)
    {
        ArgumentNullException.ThrowIfNull(request);
        int classes = request.Form.Classes.Count;
        return new ClassCondition(torch.tensor([.. Enumerable.Range(0, count).Select(k => (long)(k % classes))]));
    }

    /// <summary>From the first class that was asked for to the second, on to the third...</summary>
    public override ConditionWays? Ways(SampleRequest request, Condition? asked)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Interpolates || asked is not ClassCondition { Count: > 1, Labels: var tensor })
        {
            return null;
        }
        long[] labels = tensor.ToArray<long>();
        int steps = Math.Max(2, request.Steps / (labels.Length - 1)), classes = request.Form.Classes.Count;
        IEnumerable<Tensor> parts = labels.Zip(
            labels.Skip(1), (from, to) => Interpolation.Classes(from, to, classes, steps).Labels);
        Tensor way = torch.cat([.. parts]);
        return new ConditionWays(new ClassCondition(way.repeat(request.Rows, 1)), (int)way.size(0));
    }
}
