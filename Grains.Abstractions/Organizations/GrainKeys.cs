namespace LeadSail.Organizations;

/// <summary>
/// The one place where grain keys are composed: <c>organization/id</c>. The organization comes from the authenticated caller,
/// so another organization's id is simply not there. A key never looks like a GUID, a number or hex, which the ADO.NET
/// providers of Orleans would fold together.
/// </summary>
public static class GrainKeys
{
    /// <summary>The key of a thing of an organization.</summary>
    public static string Of(string organizationId, string id) => $"{organizationId}/{id}";

    /// <summary>The organization of a key.</summary>
    public static string OrganizationOf(string key) => key[..key.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The id behind the organization.</summary>
    public static string IdOf(string key) => key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
