namespace Storefront.Catalogue;

internal static class ProductCatalogue
{
    public static IReadOnlyList<Product> All { get; } =
    [
        new("dune-mug", "Dune mug", "For the first coffee",
            "A generous mug with a handle that takes four fingers. The lower third stays unglazed, so it warms the hand without burning it.",
            28m, "9 cm tall, 350 ml", "Speckled sand stoneware", "A sand-coloured mug with a pale glaze"),
        new("harbour-teapot", "Harbour teapot", "Pours without a drip",
            "A round pot for three cups under a cane handle. The spout is cut by hand and tested with water before it leaves the studio.",
            84m, "18 cm tall with handle, 900 ml", "Dark stoneware, ink glaze", "A dark blue teapot with a cane handle"),
        new("ember-jug", "Ember jug", "Milk, water or wildflowers",
            "Iron-rich clay under a glaze that breaks rust-red over the edges. No two come out of the kiln the same.",
            48m, "21 cm tall, 800 ml", "Red stoneware, ember glaze", "A rust-red jug"),
        new("pebble-bowl", "Pebble bowl", "Breakfast, soup, keys by the door",
            "Thrown thin and trimmed to a small foot. It nests with its siblings and survives the dishwasher.",
            34m, "16 cm across, 600 ml", "Terracotta stoneware", "A terracotta bowl with a pale glaze"),
        new("fjord-cups", "Fjord cups", "Two, for two espressos",
            "A pair without handles: one in fjord blue, one in chalk. They stack, and they keep a crema for as long as you will.",
            38m, "7 cm tall, 90 ml each", "Buff stoneware", "Two small cups, one blue and one white"),
        new("reed-vase", "Reed vase", "A narrow neck for few stems",
            "A heavy base and a neck just wide enough for three dried reeds. The reeds are in the box.",
            62m, "24 cm tall", "Sage stoneware, ash glaze", "A tall sage vase holding three dried reeds"),
        new("drift-plate", "Drift plate", "Everyday, for years",
            "A flat plate with a quiet rim, sold singly so that a chip is not the end of a set.",
            26m, "24 cm across", "Speckled cream stoneware", "A stack of cream plates"),
        new("lichen-planter", "Lichen planter", "For the sill",
            "A tapered pot with a drain hole and a saucer, glazed in the green of the rocks outside the studio. The plant is yours to choose.",
            40m, "15 cm tall, 16 cm across", "Buff stoneware, lichen glaze", "A moss-green planter with a leafy plant"),
    ];

    public static Product? Find(string slug) =>
        All.FirstOrDefault(product => string.Equals(product.Slug, slug, StringComparison.OrdinalIgnoreCase));
}
