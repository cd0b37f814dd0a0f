namespace LeadSail;

/// <summary>Makes ids: <c>lead_…</c>, <c>int_…</c>; they sort by the time of their making.</summary>
public interface IIds
{
    /// <summary>A new id.</summary>
    /// <param name="prefix">Of which kind, without the underscore.</param>
    string Next(string prefix);
}
