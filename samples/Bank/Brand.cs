namespace Bank;

internal static class Brand
{
    public const string Name = "Nordlicht Bank";
}
