namespace Saddle.Tests.Support;

/// <summary>Small systems of linear equations.</summary>
internal static class LinearSystem
{
    /// <summary>x with A x = b, by elimination with pivots.</summary>
    internal static double[] Solve(double[][] matrix, double[] right)
    {
        double[][] rows = [.. matrix.Select((row, k) => (double[])[.. row, right[k]])];
        int n = rows.Length;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(rows[i][k]));
            (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
            for (int i = 0; i < n; i++)
            {
                double factor = i == k ? 0 : rows[i][k] / rows[k][k];
                for (int j = k; j <= n; j++)
                {
                    rows[i][j] -= factor * rows[k][j];
                }
            }
        }
        return [.. Enumerable.Range(0, n).Select(k => rows[k][n] / rows[k][k])];
    }
}
