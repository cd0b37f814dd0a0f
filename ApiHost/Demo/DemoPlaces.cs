using LeadSail.LegalHours;
using LeadSail.Places;

namespace LeadSail.Demo;

/// <summary>Numbers all around the world, so that at any hour some of them may be called.</summary>
public static class DemoPlaces
{
    /// <summary>What stands before the last two digits, which choose the ending in the simulator. 555-01xx and the like belong to nobody.</summary>
    private static readonly string[] Stems =
    [
        "+121255501", // New York
        "+131255501", // Chicago
        "+130355501", // Denver
        "+141555501", // San Francisco
        "+180855501", // Honolulu
        "+167155501", // Guam
        "+4420794601", // London
        "+493023125", // Berlin
        "+914430901", // Chennai
        "+81355501", // Tokyo
    ];

    /// <summary>The first stem whose place is in its legal hours now and stays there for half an hour.</summary>
    public static string OpenAt(DateTimeOffset now) =>
        Stems.First(stem => IsOpen(stem, now) && IsOpen(stem, now.AddMinutes(30)));

    private static bool IsOpen(string stem, DateTimeOffset at) => LegalHoursRules.Check(new CalledPlace(), $"{stem}01", at).Allowed;
}
