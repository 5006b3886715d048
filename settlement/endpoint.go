package settlement

// ItemPath is the provider's only address of this package, below Config.BaseURL: what a mock of the provider has to serve.
const ItemPath = "/openApi/open/order/settlement/item/list"
