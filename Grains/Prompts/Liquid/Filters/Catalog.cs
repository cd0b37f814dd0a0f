using System.Collections.Frozen;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>The filters there are: all standard ones of Liquid.</summary>
internal static class Catalog
{
    private static readonly FrozenDictionary<string, Filter> All =
        new[] { TextFilters.All, ReplaceFilters.All, CodingFilters.All, NumberFilters.All, ListFilters.All, PropertyFilters.All, ValueFilters.All }
            .SelectMany(filters => filters)
            .ToFrozenDictionary(filter => filter.Name, StringComparer.Ordinal);

    public static Filter? Find(string name) => All.GetValueOrDefault(name);
}
