using System.Collections.Frozen;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>The filters there are: all standard ones of Liquid.</summary>
internal static class Catalog
{
    private static readonly FrozenDictionary<string, Filter> All =
        new[]
        {
            CodingFilters.All, ListFilters.All, NumberFilters.All, PropertyFilters.All, ReplaceFilters.All, TextFilters.All, ValueFilters.All,
        }.SelectMany(filters => filters).ToFrozenDictionary(filter => filter.Name, StringComparer.Ordinal);

    public static Filter? Find(string name) => All.GetValueOrDefault(name);
}
