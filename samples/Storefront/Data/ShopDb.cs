using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Storefront.Data;

internal sealed class ShopDb(DbContextOptions<ShopDb> options) : IdentityUserContext<IdentityUser>(options)
{
    public DbSet<PaymentMethod> PaymentMethods => Set<PaymentMethod>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<PaymentMethod>().HasOne<IdentityUser>().WithMany().HasForeignKey(method => method.UserId);
    }
}
