namespace Network.Art;

/// <summary>The colours of a card face.</summary>
internal sealed record Palette(string Deep, string Mid, string Glow, string Ink)
{
    private const string White = "FFFFFF";

    private static readonly (string Word, Palette Palette)[] Named =
    [
        ("aurora", new Palette("04211f", "0d5c50", "6ff0b5", White)),
        ("fjord", new Palette("0a1f3c", "1f5a8f", "7cc8f2", White)),
        ("polar", new Palette("dfe7ef", "f7fafc", "9fb6cc", "16263A")),
        ("lumi", new Palette("7a2f52", "d9637a", "ffd0a8", White)),
        ("taiga", new Palette("10261a", "2f5d3a", "b7cf7a", White)),
        ("skerry", new Palette("20262e", "4b5765", "a9b8c6", White)),
        ("drift", new Palette("43201a", "a34f33", "f0b48a", White)),
        ("gale", new Palette("271a4d", "5b3fa6", "c4a8ff", White)),
        ("ember", new Palette("2a0a12", "7d1f2f", "ff9a76", White)),
        ("tide", new Palette("062a33", "11707a", "8fe6df", White)),
        ("dusk", new Palette("151436", "3d3a86", "f2a0c0", White)),
        ("moss", new Palette("2c2f12", "6a7026", "e3e08a", White)),
    ];

    /// <summary>By a word in the product's name; any other name always gets the same one of the list.</summary>
    public static Palette For(string slug)
    {
        var words = slug.Split('-');
        foreach (var (word, palette) in Named)
        {
            if (words.Contains(word, StringComparer.Ordinal))
            {
                return palette;
            }
        }

        return Named[slug.Sum(character => character) % Named.Length].Palette;
    }
}
