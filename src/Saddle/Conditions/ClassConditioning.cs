using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>The players are told a sample's class.</summary>
public abstract record ClassConditioning : Conditioning
{
    // A row of the grid shows every class once; more than these would be too small to see.
    private const int WidestRow = 20;

    /// <inheritdoc/>
    public override void Check(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Classes.Count < 2)
        {
            throw new InputException(
                $"conditioning {Name} needs data with class labels, but these have none; use fashion-mnist, mnist, kmnist, cifar10, shapes, "
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
}
