using System.Collections.Frozen;

namespace LeadSail.Console.Controls;

/// <summary>The lines of the icons, by name.</summary>
internal static class Icons
{
    /// <summary>SVG paths in a square of 24.</summary>
    public static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["activity"] = "M3 12h4l3-8 4 16 3-8h4",
        ["chat"] = "M4 5h16v11H9l-5 4V5Z",
        ["people"] = "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c.4-3.500 3-6 6.500-6s6.100 2.500 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18.500 14.800c1.700 1 2.800 2.900 3 5.200",
        ["flag"] = "M5 21V4M5 4h13l-2.500 4.500L18 13H5",
        ["text"] = "M5 3h9l5 5v13H5V3ZM14 3v5h5M8.500 13h7M8.500 17h5",
        ["voice"] = "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21M8.500 21h7",
        ["phone"] = "M6 3h3.500l1.500 5-2.500 1.700a11 11 0 0 0 5.800 5.800L16 13l5 1.500V18c0 1.700-1.300 3-3 3C10.300 20.500 3.500 13.700 3 6c0-1.700 1.300-3 3-3Z",
        ["phone-in"] = "M6 3h3.500l1.500 5-2.500 1.700a11 11 0 0 0 5.800 5.800L16 13l5 1.500V18c0 1.700-1.300 3-3 3C10.300 20.500 3.500 13.700 3 6c0-1.700 1.300-3 3-3ZM20 4l-5.500 5.500M14.500 5v4.500H19",
        ["phone-out"] = "M6 3h3.500l1.500 5-2.500 1.700a11 11 0 0 0 5.800 5.800L16 13l5 1.500V18c0 1.700-1.300 3-3 3C10.300 20.500 3.500 13.700 3 6c0-1.700 1.300-3 3-3ZM14.500 9.500 20 4M15.500 4H20v4.500",
        ["ban"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.700 5.700l12.600 12.600",
        ["key"] = "M8 19a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM11.500 10.500 20 2M16 6l3 3",
        ["contrast"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 7h7M12 12h9M12 17h7",
        ["leave"] = "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h10",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["close"] = "M6 6l12 12M18 6 6 18",
        ["check"] = "M5 12.500 10 17.500 19 7",
        ["cross"] = "M7 7l10 10M17 7 7 17",
        ["plus"] = "M12 5v14M5 12h14",
        ["search"] = "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5",
        ["pause"] = "M8 5v14M16 5v14",
        ["play"] = "M7 4.500v15l12-7.500-12-7.500Z",
        ["clock"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2",
        ["alert"] = "M12 4 2.500 20h19L12 4ZM12 10v4.500M12 17.300v.2",
        ["info"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.500M12 7.500v.2",
        ["copy"] = "M9 9h11v11H9V9ZM5 15H4V4h11v1",
        ["edit"] = "M4 20l1-4.500L16.500 4 20 7.500 8.500 19 4 20Z",
        ["trash"] = "M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13M10 11v5M14 11v5",
        ["chevron-right"] = "M9 6l6 6-6 6",
        ["up"] = "M12 20V5M6 11l6-6 6 6",
        ["down"] = "M12 4v15M6 13l6 6 6-6",
        ["archive"] = "M3 4h18v5H3V4ZM5 9v11h14V9M10 13h4",
        ["chevron-left"] = "M15 6l-6 6 6 6",
        ["loader"] = "M12 3a9 9 0 1 1-9 9",
        ["building"] = "M3 21h18M5 21V4h9v17M14 9h5v12M8 8h3M8 12h3M8 16h3",
        ["send"] = "M4 12 20 4l-5 16-3.500-6.500L4 12Z",
        ["undo"] = "M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11H9",
        ["inbox"] = "M4 4h16v16H4V4ZM4 14h4.500l1.500 2.500h4l1.500-2.500H20",
        ["refresh"] = "M20 11a8 8 0 1 0-2 6.500M20 4v7h-7",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
