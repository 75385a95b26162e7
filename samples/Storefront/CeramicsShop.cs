namespace Storefront;

/// <summary>Names this assembly for tests that start it: several samples have a class called Program.</summary>
public sealed class CeramicsShop
{
    private CeramicsShop()
    {
    }
}
