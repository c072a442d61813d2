namespace LeadLedger.Domain.Agreements;

/// <summary>
/// The six cells of the 2 × 3 lead qualification matrix: hand raiser or not × fit (001). A hand raiser asked to talk.
/// </summary>
public enum Bucket
{
    HandRaiserHighFit,
    HandRaiserMediumFit,
    HandRaiserLowFit,
    OtherHighFit,
    OtherMediumFit,
    OtherLowFit,
}

/// <summary>What the parties call the matrix's two rows and three columns.</summary>
public sealed record MatrixLabels(string HandRaiser, string Other, string HighFit, string MediumFit, string LowFit);

/// <summary>
/// Lead value = close rate × average sale (001). A null column matches anything. Where several rows match, the one
/// specific in segment wins, then in conversion action, then in bucket.
/// </summary>
/// <param name="CloseRate">0 to 1.</param>
/// <param name="AverageSale">In the terms' currency.</param>
public sealed record ValuationRow(
    string? Segment,
    string? ConversionAction,
    Bucket? Bucket,
    decimal CloseRate,
    decimal AverageSale);
